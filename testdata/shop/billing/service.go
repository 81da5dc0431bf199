// Package billing collects the money for orders.
package billing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"example.com/shop/platform/events"
	"example.com/shop/platform/rabbitbus"
	"github.com/segmentio/kafka-go"
)

// Publisher publishes an event under the event's own routing key.
type Publisher interface {
	Publish(ctx context.Context, event rabbitbus.Event) error
}

// Service charges customers.
type Service struct {
	provider *Provider
	events   Publisher
}

// NewService returns a service that charges through provider.
func NewService(provider *Provider, publisher Publisher) *Service {
	return &Service{provider: provider, events: publisher}
}

// OrderCreated charges the customer for a new order and announces how that went.
func (s *Service) OrderCreated(ctx context.Context, msg kafka.Message) error {
	var order events.OrderCreated
	if err := json.Unmarshal(msg.Value, &order); err != nil {
		return fmt.Errorf("decode order: %w", err)
	}
	paymentID, err := s.provider.Charge(ctx, order.OrderID, order.Total)
	if errors.Is(err, ErrDeclined) {
		return s.events.Publish(ctx, events.PaymentDeclined{OrderID: order.OrderID, Email: order.Email, Reason: err.Error()})
	}
	if err != nil {
		return err
	}
	return s.events.Publish(ctx, events.PaymentCaptured{
		PaymentID: paymentID,
		OrderID:   order.OrderID,
		Email:     order.Email,
		Amount:    order.Total,
	})
}
