package consuming

import (
	"context"
	"encoding/json"
	"errors"
	"log"

	"github.com/IBM/sarama"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"

	"example.com/vet/wrapper"
)

type order struct{ ID string }

type store interface {
	Save(ctx context.Context, o order) error
	Find(ctx context.Context, id string) (order, error)
}

func early(ctx context.Context, s store, d amqp.Delivery) {
	var o order
	d.Ack(false) // want `the message is acknowledged before store.Save has handled it: if that fails, it is lost \(early-ack\)`
	if err := json.Unmarshal(d.Body, &o); err != nil {
		return
	}
	if err := s.Save(ctx, o); err != nil {
		log.Print(err)
	}
}

func earlyLoop(ctx context.Context, s store, r *kafka.Reader) error {
	for {
		m, err := r.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if err := r.CommitMessages(ctx, m); err != nil { // want `acknowledged before store.Save has handled it`
			return err
		}
		if err := s.Save(ctx, order{string(m.Value)}); err != nil {
			return err
		}
	}
}

func earlyJetStream(s store) func(jetstream.Msg) {
	return func(msg jetstream.Msg) {
		msg.Ack() // want `acknowledged before store.Save`
		var o order
		if json.Unmarshal(msg.Data(), &o) == nil {
			_ = s.Save(context.Background(), o)
		}
	}
}

// In time: after the work, or where there is none.
//
// near miss: early-ack
func late(ctx context.Context, s store, r *kafka.Reader) error {
	for {
		m, err := r.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if len(m.Value) == 0 {
			if err := r.CommitMessages(ctx, m); err != nil {
				return err
			}
			continue
		}
		if err := s.Save(ctx, order{string(m.Value)}); err != nil {
			return err
		}
		if err := r.CommitMessages(ctx, m); err != nil {
			return err
		}
		log.Print(string(m.Value))
	}
}

func swallowed(ctx context.Context, s store, r *kafka.Reader, m kafka.Message) {
	if err := s.Save(ctx, order{string(m.Value)}); err != nil {
		log.Print("save:", err)
	}
	r.CommitMessages(ctx, m) // want `the message is acknowledged even if store.Save fails: then it is lost \(swallowed-error\)`
}

type group struct {
	s    store
	dead *kafka.Writer
}

func (g *group) claim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		if err := g.s.Save(session.Context(), order{string(msg.Value)}); err != nil {
			log.Printf("save: %v", err)
		}
		session.MarkMessage(msg, "") // want `acknowledged even if store.Save fails`
	}
	return nil
}

func unchecked(ctx context.Context, s store, msg *nats.Msg) {
	s.Save(ctx, order{string(msg.Data)})
	msg.Ack() // want `acknowledged even if store.Save fails`
}

func (g *group) wrapped(ctx context.Context, r *kafka.Reader, m kafka.Message) {
	if err := g.s.Save(ctx, order{string(m.Value)}); err != nil {
		log.Print(err)
	}
	g.commit(ctx, r, m) // want `acknowledged even if store.Save fails`
}

func (g *group) elsewhere(ctx context.Context, r *kafka.Reader, m kafka.Message) error {
	if err := wrapper.Commit(ctx, r, m); err != nil { // want `acknowledged before store.Save has handled it`
		return err
	}
	return g.s.Save(ctx, order{string(m.Value)})
}

func (g *group) commit(ctx context.Context, r *kafka.Reader, m kafka.Message) {
	if err := r.CommitMessages(ctx, m); err != nil {
		log.Print(err)
	}
}

// A wrapper of a wrapper acknowledges; a handler that calls one does not only that.
func (g *group) commitLater(ctx context.Context, r *kafka.Reader, m kafka.Message) {
	g.commit(ctx, r, m)
}

func (g *group) wrappedTwice(ctx context.Context, r *kafka.Reader, m kafka.Message) {
	g.commitLater(ctx, r, m) // want `acknowledged before store.Save has handled it`
	if err := g.s.Save(ctx, order{string(m.Value)}); err != nil {
		log.Print(err)
	}
}

func (g *group) saveAndCommit(ctx context.Context, r *kafka.Reader, key string, m kafka.Message) {
	if err := g.s.Save(ctx, order{string(m.Value)}); err != nil {
		log.Print(err)
		return
	}
	g.commit(ctx, r, m)
}

func (g *group) handsOver(ctx context.Context, r *kafka.Reader, key string, m kafka.Message) {
	g.saveAndCommit(ctx, r, "", m)
	g.saveAndCommit(ctx, r, key, m)
}

func (g *group) inHelper(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		g.process(session.Context(), msg)
		session.MarkMessage(msg, "") // want `acknowledged even if store.Save fails`
	}
	return nil
}

func (g *group) process(ctx context.Context, msg *sarama.ConsumerMessage) {
	if err := g.s.Save(ctx, order{string(msg.Value)}); err != nil {
		log.Print(err)
	}
}

func (g *group) parked(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		g.processOrPark(session.Context(), msg)
		session.MarkMessage(msg, "")
	}
	return nil
}

func (g *group) processOrPark(ctx context.Context, msg *sarama.ConsumerMessage) {
	if err := g.s.Save(ctx, order{string(msg.Value)}); err != nil {
		log.Print(err)
		g.park(msg)
	}
}

func (g *group) copes(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		if err := g.saveOrPark(session.Context(), msg); err != nil {
			log.Print(err)
		}
		session.MarkMessage(msg, "")
	}
	return nil
}

func (g *group) saveOrPark(ctx context.Context, msg *sarama.ConsumerMessage) error {
	err := g.s.Save(ctx, order{string(msg.Value)})
	if err != nil {
		g.park(msg)
	}
	return err
}

func (g *group) park(msg *sarama.ConsumerMessage) {
	if err := g.dead.WriteMessages(context.Background(), kafka.Message{Value: msg.Value}); err != nil {
		log.Print(err)
	}
}

var errGone = errors.New("gone")

// Failure is dealt with: the message is dropped on purpose, sent elsewhere, or not
// acknowledged.
//
// near miss: swallowed-error
func careful(ctx context.Context, s store, dead *kafka.Writer, r *kafka.Reader, m kafka.Message) {
	var o order
	if err := json.Unmarshal(m.Value, &o); err != nil {
		r.CommitMessages(ctx, m)
		return
	}
	err := s.Save(ctx, o)
	if errors.Is(err, errGone) {
		err = nil
	}
	if err != nil {
		if err := dead.WriteMessages(ctx, m); err != nil {
			return
		}
	}
	r.CommitMessages(ctx, m)
}

func returns(ctx context.Context, s store, d amqp.Delivery) error {
	if err := s.Save(ctx, order{string(d.Body)}); err != nil {
		d.Nack(false, false)
		return err
	}
	return d.Ack(false)
}

func looksUp(ctx context.Context, s store, d amqp.Delivery) error {
	if _, err := s.Find(ctx, string(d.Body)); err != nil {
		return err
	}
	return d.Ack(false)
}

func headers(ctx context.Context, s store, d amqp.Delivery) error {
	for name, value := range d.Headers {
		if text, ok := value.(string); ok {
			for i, r := range text {
				log.Print(name, i, r)
			}
		}
	}
	for i := range len(d.Body) {
		log.Print(i)
	}
	if err := s.Save(ctx, order{string(d.Body)}); err != nil {
		return err
	}
	return d.Ack(false)
}

func requeues(d amqp.Delivery) {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil {
		d.Nack(false, true) // want `a message that json.Unmarshal cannot read is delivered again, and will never be read: .* \(requeue-loop\)`
		return
	}
	d.Ack(false)
}

func requeuesJetStream(msg jetstream.Msg) {
	var o order
	err := json.Unmarshal(msg.Data(), &o)
	if err != nil {
		log.Print(err)
		msg.Nak() // want `delivered again, and will never be read`
		return
	}
	msg.Ack()
}

// near miss: requeue-loop
func drops(ctx context.Context, s store, d amqp.Delivery) {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil {
		d.Nack(false, false)
		return
	}
	if err := s.Save(ctx, o); err != nil {
		d.Nack(false, true)
		return
	}
	d.Ack(false)
}

func unread(ctx context.Context, s store, d amqp.Delivery) error {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil { // want `a message that json.Unmarshal cannot read is handled all the same, by store.Save \(handled-unread\)`
		log.Print(err)
	}
	return s.Save(ctx, o)
}

// near miss: handled-unread
func read(ctx context.Context, s store, d amqp.Delivery) error {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil {
		log.Print(err)
		o = order{ID: string(d.Body)}
	}
	return s.Save(ctx, o)
}
