// Package rabbit publishes on RabbitMQ.
package rabbit

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Option configures a publisher.
type Option func(*publisher)

// ExchangeName sets the exchange.
func ExchangeName(name string) Option { return func(p *publisher) { p.exchange = name } }

// BindingKey sets the routing key.
func BindingKey(key string) Option { return func(p *publisher) { p.key = key } }

// EventPublisher publishes messages; it has to be configured first.
type EventPublisher interface {
	Configure(options ...Option) EventPublisher
	Publish(ctx context.Context, body []byte, contentType string) error
}

type publisher struct {
	exchange, key string
	channel       *amqp.Channel
}

var _ EventPublisher = (*publisher)(nil)

// NewPublisher returns a publisher on a connection of its own.
func NewPublisher(conn *amqp.Connection) (EventPublisher, error) {
	ch, err := conn.Channel()
	if err != nil {
		return nil, err
	}
	return &publisher{channel: ch, exchange: "last.default", key: "default"}, nil
}

func (p *publisher) Configure(options ...Option) EventPublisher {
	for _, option := range options {
		option(p)
	}
	return p
}

func (p *publisher) Publish(ctx context.Context, body []byte, contentType string) error {
	return p.channel.PublishWithContext(ctx, p.exchange, p.key, true, false, amqp.Publishing{
		ContentType: contentType,
		Body:        body,
	})
}
