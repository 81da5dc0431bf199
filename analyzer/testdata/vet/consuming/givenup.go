package consuming

import (
	"context"
	"encoding/json"
	"errors"
	"log"

	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
)

// settle only says what could not be said.
func settle(msg jetstream.Msg, err error) {
	if err != nil {
		log.Print(msg.Subject(), err)
	}
}

func follow[T any](ctx context.Context, consumer jetstream.Consumer, handle func(context.Context, T) error) (jetstream.ConsumeContext, error) {
	return consumer.Consume(func(msg jetstream.Msg) {
		var event T
		if err := json.Unmarshal(msg.Data(), &event); err != nil {
			settle(msg, msg.TermWithReason(err.Error()))
			return
		}
		if err := handle(ctx, event); err != nil {
			log.Print(err)
			settle(msg, msg.Ack()) // want `the message is acknowledged even if handle fails: then it is lost \(swallowed-error\)`
			return
		}
		settle(msg, msg.Ack())
	})
}

func givenUp(ctx context.Context, s store, d amqp.Delivery) {
	if err := s.Save(ctx, order{string(d.Body)}); err != nil {
		log.Print(err)
		if err := d.Ack(false); err != nil { // want `acknowledged even if store.Save fails`
			log.Print(err)
		}
		return
	}
	d.Ack(false)
}

type Validate struct{}

func (*Validate) StructCtx(ctx context.Context, v any) error { return nil }

func toOrder(text string) (order, error) { return order{text}, nil }

// What cannot be read, computed or valid will not be the next time either.
//
// near miss: swallowed-error
func malformed(ctx context.Context, s store, v *Validate, d amqp.Delivery) {
	o, err := toOrder(string(d.Body))
	if err != nil {
		log.Print(err)
		d.Ack(false)
		return
	}
	if err := v.StructCtx(ctx, o); err != nil {
		log.Print(err)
		d.Ack(false)
		return
	}
	if err := s.Save(ctx, o); err != nil {
		d.Nack(false, true)
		return
	}
	d.Ack(false)
}

// Who is told of a failure, or which failure it was, decides what is lost.
//
// near miss: swallowed-error
func toldApart(ctx context.Context, s store, ch *amqp.Channel, d amqp.Delivery) error {
	err := s.Save(ctx, order{string(d.Body)})
	if err != nil {
		if errors.Is(err, errGone) {
			return d.Ack(false)
		}
		return d.Nack(false, true)
	}
	return d.Ack(false)
}

func elsewhereToo(ctx context.Context, s store, ch *amqp.Channel, d amqp.Delivery) {
	if err := s.Save(ctx, order{string(d.Body)}); err != nil {
		if err := ch.PublishWithContext(ctx, "", "dead", false, false, amqp.Publishing{Body: d.Body}); err != nil {
			d.Nack(false, true)
			return
		}
		d.Ack(false)
		return
	}
	d.Ack(false)
}

func answered(ctx context.Context, s store, failed chan<- error, d amqp.Delivery) error {
	if err := s.Save(ctx, order{string(d.Body)}); err != nil {
		d.Ack(false)
		return err
	}
	if err := s.Save(ctx, order{string(d.Body)}); err != nil {
		failed <- err
		d.Ack(false)
		return nil
	}
	return d.Ack(false)
}

func requeuesAtMost(ctx context.Context, stream jetstream.Stream, s store) error {
	consumer, err := stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{Durable: "orders", MaxDeliver: 5})
	if err != nil {
		return err
	}
	_, err = consumer.Consume(func(msg jetstream.Msg) {
		var o order
		if err := json.Unmarshal(msg.Data(), &o); err != nil {
			settle(msg, msg.Nak()) // want `delivered again, and will never be read`
			return
		}
		if err := s.Save(ctx, o); err != nil {
			settle(msg, msg.Nak())
			return
		}
		settle(msg, msg.Ack())
	})
	return err
}
