// Package mail has the queue of mails.
package mail

import amqp "github.com/rabbitmq/amqp091-go"

// Mail is a message to somebody.
type Mail struct{ To, Text string }

const queue = "namedqueue.mail"

// Queue declares the queue.
func Queue(ch *amqp.Channel) (amqp.Queue, error) {
	return ch.QueueDeclare(queue, true, false, false, false, amqp.Table{"x-queue-type": "quorum"})
}
