package publishing

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"
)

func lost(ctx context.Context, ch *amqp.Channel, body []byte) error {
	q, err := ch.QueueDeclare("mailer", true, false, false, false, nil)
	if err != nil {
		return err
	}
	if err := ch.PublishWithContext(ctx, "", q.Name, false, false, amqp.Publishing{Body: body}); err != nil { // want `the queue is durable, but the message is not persistent`
		return err
	}
	if _, err := ch.QueueDeclare("scratch", false, false, false, false, nil); err != nil {
		return err
	}
	return ch.PublishWithContext(ctx, "", "scratch", false, false, amqp.Publishing{ // want `the message is persistent, but its queue is not durable`
		DeliveryMode: amqp.Persistent, Body: body,
	})
}

// near miss: not-persistent
func kept2(ctx context.Context, ch *amqp.Channel, body []byte, mode uint8) error {
	q, err := ch.QueueDeclare("billing", true, false, false, false, nil)
	if err != nil {
		return err
	}
	msg := amqp.Publishing{DeliveryMode: amqp.Persistent, Body: body}
	if err := ch.PublishWithContext(ctx, "", q.Name, false, false, msg); err != nil {
		return err
	}
	if err := ch.PublishWithContext(ctx, "", q.Name, false, false, amqp.Publishing{DeliveryMode: mode}); err != nil {
		return err
	}
	if err := ch.PublishWithContext(ctx, "shop", q.Name, false, false, amqp.Publishing{}); err != nil {
		return err
	}
	return ch.PublishWithContext(ctx, "", "elsewhere", false, false, amqp.Publishing{})
}
