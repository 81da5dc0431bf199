// Package limited declares a queue whose messages are dead-lettered when they have
// come too often, and says how many of them it takes at once.
package limited

import (
	"context"
	"encoding/json"

	amqp "github.com/rabbitmq/amqp091-go"
)

type order struct{ ID string }

type store interface {
	Save(ctx context.Context, o order) error
}

func declare(ch *amqp.Channel) (amqp.Queue, error) {
	return ch.QueueDeclare("billing", true, false, false, false, amqp.Table{
		"x-queue-type": "quorum", "x-delivery-limit": 3, "x-dead-letter-exchange": "dead",
	})
}

// near miss: requeue-loop
func requeues(d amqp.Delivery) {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil {
		d.Nack(false, true)
		return
	}
	d.Ack(false)
}

// near miss: unbounded-prefetch
func bounded(ctx context.Context, s store, conn *amqp.Connection) error {
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	if err := ch.Qos(20, 0, false); err != nil {
		return err
	}
	msgs, err := ch.Consume("mailer", "", false, false, false, false, nil)
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
