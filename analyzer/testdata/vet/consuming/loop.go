package consuming

import (
	"context"
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
)

func autoAck(ctx context.Context, s store, ch *amqp.Channel) error {
	msgs, err := ch.Consume("mailer", "", true, false, false, false, nil) // want `Channel.Consume acknowledges messages when it hands them out: one whose handling fails is lost \(auto-ack\)`
	if err != nil {
		return err
	}
	for d := range msgs {
		if err := s.Save(ctx, order{string(d.Body)}); err != nil {
			log.Print(err)
		}
	}
	return nil
}

func autoCommit(ctx context.Context, s store) error {
	r := kafka.NewReader(kafka.ReaderConfig{Topic: "orders", GroupID: "billing"})
	defer r.Close()
	for {
		m, err := r.ReadMessage(ctx) // want `Reader.ReadMessage acknowledges messages when it hands them out`
		if err != nil {
			return err
		}
		handle(ctx, s, m)
	}
}

func autoCommitConfigured(ctx context.Context, s store, group string) error {
	r := kafka.NewReader(kafka.ReaderConfig{Topic: "orders", GroupID: group})
	defer r.Close()
	m, err := r.ReadMessage(ctx) // want `Reader.ReadMessage acknowledges messages when it hands them out`
	if err != nil {
		return err
	}
	return s.Save(ctx, order{string(m.Value)})
}

type bus struct {
	readers  map[string]*kafka.Reader
	handlers map[string]func(context.Context, []byte) error
}

func (b *bus) subscribe(topic, group string) {
	b.readers[topic] = kafka.NewReader(kafka.ReaderConfig{Topic: topic, GroupID: group})
}

func (b *bus) run(ctx context.Context) {
	for topic, r := range b.readers {
		go func() {
			for {
				m, err := r.ReadMessage(ctx) // want `Reader.ReadMessage acknowledges messages when it hands them out`
				if err != nil {
					return
				}
				if err := b.handlers[topic](ctx, m.Value); err != nil {
					log.Print(err)
				}
			}
		}()
	}
}

func handle(ctx context.Context, s store, m kafka.Message) {
	if err := s.Save(ctx, order{string(m.Value)}); err != nil {
		log.Print(err)
	}
}

// Without a group nothing is committed, and a queue of one's own is nobody else's loss.
//
// near miss: auto-ack
func notCommitted(ctx context.Context, s store, ch *amqp.Channel) error {
	r := kafka.NewReader(kafka.ReaderConfig{Topic: "orders"})
	defer r.Close()
	m, err := r.ReadMessage(ctx)
	if err != nil {
		return err
	}
	handle(ctx, s, m)
	q, err := ch.QueueDeclare("", false, true, true, false, nil)
	if err != nil {
		return err
	}
	replies, err := ch.Consume(q.Name, "", true, true, false, false, nil)
	if err != nil {
		return err
	}
	for d := range replies {
		if err := s.Save(ctx, order{string(d.Body)}); err != nil {
			log.Print(err)
		}
	}
	own, err := declareOwn(ch)
	if err != nil {
		return err
	}
	broadcasts, err := ch.Consume(own.Name, "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range broadcasts {
		if err := s.Save(ctx, order{string(d.Body)}); err != nil {
			log.Print(err)
		}
	}
	calls, err := ch.Consume("rpc", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range calls {
		if err := ch.PublishWithContext(ctx, "", d.ReplyTo, false, false, amqp.Publishing{Body: d.Body}); err != nil {
			return err
		}
	}
	printed, err := ch.Consume("mailer", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range printed {
		log.Print(string(d.Body))
	}
	return nil
}

func declareOwn(ch *amqp.Channel) (amqp.Queue, error) {
	return ch.QueueDeclare("", false, false, true, false, nil)
}

func unbounded(ctx context.Context, s store, conn *amqp.Connection) error {
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	msgs, err := ch.Consume("mailer", "", false, false, false, false, nil) // want `Channel.Consume without a prefetch limit: the broker sends all that the queue has to one consumer \(unbounded-prefetch\)`
	if err != nil {
		return err
	}
	for d := range msgs {
		if err := s.Save(ctx, order{string(d.Body)}); err != nil {
			return d.Nack(false, false)
		}
		if err := d.Ack(false); err != nil {
			return err
		}
	}
	return nil
}

func stops(ctx context.Context, s store, msgs <-chan amqp.Delivery) {
	go func() {
		for d := range msgs {
			var o order
			if err := json.Unmarshal(d.Body, &o); err != nil { // want `if json.Unmarshal fails once, this goroutine ends and nothing is consumed any more \(consumer-stops\)`
				log.Print(err)
				return
			}
			if err := s.Save(ctx, o); err != nil {
				log.Print(err)
				continue
			}
			d.Ack(false)
		}
	}()
}

// What is published again was not received.
func publishesAgain(js nats.JetStreamContext, future nats.PubAckFuture) {
	go func() {
		for {
			select {
			case <-future.Ok():
				return
			case <-future.Err():
				again, err := js.PublishMsgAsync(future.Msg())
				if err != nil {
					log.Print(err)
					return
				}
				future = again
			}
		}
	}()
}

// near miss: consumer-stops
func goesOn(ctx context.Context, s store, msgs <-chan amqp.Delivery, failed chan<- error) {
	go func() {
		for d := range msgs {
			if err := s.Save(ctx, order{string(d.Body)}); err != nil {
				log.Print(err)
				d.Nack(false, false)
				continue
			}
			d.Ack(false)
		}
	}()
	go func() {
		for d := range msgs {
			if err := s.Save(ctx, order{string(d.Body)}); err != nil {
				log.Fatal(err)
			}
		}
	}()
	go func() {
		for d := range msgs {
			if err := s.Save(ctx, order{string(d.Body)}); err != nil {
				failed <- err
				return
			}
		}
	}()
}
