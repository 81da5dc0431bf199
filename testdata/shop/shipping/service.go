// Package shipping sends parcels.
package shipping

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"

	"example.com/shop/platform/events"
	"example.com/shop/platform/natsbus"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
)

// Service is the dispatch desk.
type Service struct {
	js      jetstream.JetStream
	carrier string
}

// NewService returns a service that sends everything with carrier.
func NewService(js jetstream.JetStream, carrier string) *Service {
	return &Service{js: js, carrier: carrier}
}

// PaymentCaptured dispatches an order that has been paid.
func (s *Service) PaymentCaptured(ctx context.Context, delivery amqp.Delivery) error {
	var payment events.PaymentCaptured
	if err := json.Unmarshal(delivery.Body, &payment); err != nil {
		return fmt.Errorf("decode payment: %w", err)
	}
	return natsbus.Store(ctx, s.js, events.SubjectShipmentDispatched, events.ShipmentDispatched{
		OrderID:      payment.OrderID,
		Email:        payment.Email,
		Carrier:      s.carrier,
		TrackingCode: rand.Text(),
	})
}
