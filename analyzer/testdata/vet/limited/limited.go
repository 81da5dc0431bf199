// Package limited declares a queue whose messages are dead-lettered when they have
// come too often.
package limited

import (
	"encoding/json"

	amqp "github.com/rabbitmq/amqp091-go"
)

type order struct{ ID string }

func declare(ch *amqp.Channel) (amqp.Queue, error) {
	return ch.QueueDeclare("billing", true, false, false, false, amqp.Table{
		"x-queue-type": "quorum", "x-delivery-limit": 3, "x-dead-letter-exchange": "dead",
	})
}

func requeues(d amqp.Delivery) {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil {
		d.Nack(false, true)
		return
	}
	d.Ack(false)
}
