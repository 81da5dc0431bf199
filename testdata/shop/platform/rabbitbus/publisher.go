// Package rabbitbus publishes and consumes JSON events on a RabbitMQ topic exchange.
package rabbitbus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Event is a payload that knows its own routing key.
type Event interface {
	RoutingKey() string
}

// Publisher publishes events to one exchange.
type Publisher struct {
	channel  *amqp.Channel
	exchange string
}

// NewPublisher declares exchange and returns a publisher for it.
func NewPublisher(conn *amqp.Connection, exchange string) (*Publisher, error) {
	channel, err := conn.Channel()
	if err != nil {
		return nil, fmt.Errorf("open channel: %w", err)
	}
	if err := channel.ExchangeDeclare(exchange, amqp.ExchangeTopic, true, false, false, false, nil); err != nil {
		return nil, fmt.Errorf("declare exchange %s: %w", exchange, err)
	}
	if err := channel.Confirm(false); err != nil {
		return nil, fmt.Errorf("enable confirms: %w", err)
	}
	return &Publisher{channel: channel, exchange: exchange}, nil
}

// Publish sends event as persistent JSON and waits until the broker has confirmed it.
func (p *Publisher) Publish(ctx context.Context, event Event) error {
	body, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("encode %s: %w", event.RoutingKey(), err)
	}
	msg := amqp.Publishing{ContentType: "application/json", DeliveryMode: amqp.Persistent, Body: body}
	confirmation, err := p.channel.PublishWithDeferredConfirmWithContext(ctx, p.exchange, event.RoutingKey(), false, false, msg)
	if err != nil {
		return fmt.Errorf("publish %s: %w", event.RoutingKey(), err)
	}
	confirmed, err := confirmation.WaitContext(ctx)
	if err != nil {
		return fmt.Errorf("confirm %s: %w", event.RoutingKey(), err)
	}
	if !confirmed {
		return errors.New("broker refused " + event.RoutingKey())
	}
	return nil
}
