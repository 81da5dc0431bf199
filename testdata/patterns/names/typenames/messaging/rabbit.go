package messaging

import (
	"context"
	"encoding/json"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Publisher publishes messages to the exchange of their type.
type Publisher struct{ ch *amqp.Channel }

// NewPublisher returns a publisher.
func NewPublisher(ch *amqp.Channel) *Publisher { return &Publisher{ch} }

// Publish sends a message.
func (p *Publisher) Publish(ctx context.Context, message any) error {
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	name := NameOf(message)
	return p.ch.PublishWithContext(ctx, name, name, false, false, amqp.Publishing{Type: name, Body: body})
}

// Consumer consumes the messages of one type.
type Consumer[T any] struct {
	ch     *amqp.Channel
	name   string
	handle func(context.Context, *T) error
}

// NewConsumer returns a consumer that gives messages to handle.
func NewConsumer[T any](ch *amqp.Channel, handle func(context.Context, *T) error) *Consumer[T] {
	return &Consumer[T]{ch: ch, name: NameFor[T](), handle: handle}
}

// Run declares what the consumer needs and consumes until ctx is done.
func (c *Consumer[T]) Run(ctx context.Context) error {
	if err := c.ch.ExchangeDeclare(c.name, "topic", true, false, false, false, nil); err != nil {
		return err
	}
	q, err := c.ch.QueueDeclare(c.name, true, false, false, false, nil)
	if err != nil {
		return err
	}
	if err := c.ch.QueueBind(q.Name, c.name, c.name, false, nil); err != nil {
		return err
	}
	deliveries, err := c.ch.Consume(q.Name, "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case d := <-deliveries:
			message := new(T)
			if err := json.Unmarshal(d.Body, message); err != nil {
				return err
			}
			if err := c.handle(ctx, message); err != nil {
				return d.Nack(false, true)
			}
			if err := d.Ack(false); err != nil {
				return err
			}
		}
	}
}
