// Package rabbit publishes JSON on RabbitMQ.
package rabbit

import (
	"context"
	"encoding/json"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Publisher publishes with one exchange and routing key.
type Publisher struct {
	channel    *amqp.Channel
	exchange   string
	routingKey string
}

// Option changes a Publisher.
type Option func(*Publisher)

// WithExchange sets the exchange.
func WithExchange(name string) Option {
	return func(p *Publisher) { p.exchange = name }
}

// WithRoutingKey sets the routing key.
func WithRoutingKey(key string) Option {
	return func(p *Publisher) { p.routingKey = key }
}

// NewPublisher returns a publisher to the default exchange, unless an option says
// otherwise.
func NewPublisher(ch *amqp.Channel, options ...Option) *Publisher {
	p := &Publisher{channel: ch}
	for _, o := range options {
		o(p)
	}
	return p
}

// Publish sends a body as JSON.
func (p *Publisher) Publish(ctx context.Context, body any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return p.channel.PublishWithContext(ctx, p.exchange, p.routingKey, false, false, amqp.Publishing{
		ContentType: "application/json",
		Body:        data,
	})
}
