package orders

import (
	"context"
	"encoding/json"
	"fmt"

	"example.com/shop/platform/events"
	"example.com/shop/platform/natsbus"
	"example.com/shop/platform/rabbitbus"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
	"golang.org/x/sync/errgroup"
)

// ConsumePayments reacts to what billing says, until ctx is done.
func (s *Service) ConsumePayments(ctx context.Context, consumer *rabbitbus.Consumer) error {
	subscriptions := []struct {
		queue, key string
		handle     rabbitbus.Handler
	}{
		{"orders.payment-captured", events.KeyPaymentCaptured, s.paymentCaptured},
		{"orders.payment-declined", events.KeyPaymentDeclined, s.paymentDeclined},
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, sub := range subscriptions {
		group.Go(func() error { return consumer.Run(ctx, sub.queue, sub.key, sub.handle) })
	}
	return group.Wait()
}

// FollowShipments reacts to what shipping says, until ctx is done.
func (s *Service) FollowShipments(ctx context.Context, js jetstream.JetStream) error {
	stream, err := natsbus.EnsureStream(ctx, js, events.StreamShipments, events.SubjectShipments)
	if err != nil {
		return err
	}
	return natsbus.Follow(ctx, stream, "orders", events.SubjectShipmentDispatched, s.shipmentDispatched)
}

func (s *Service) paymentCaptured(ctx context.Context, delivery amqp.Delivery) error {
	var payment events.PaymentCaptured
	if err := json.Unmarshal(delivery.Body, &payment); err != nil {
		return fmt.Errorf("decode payment: %w", err)
	}
	return s.store.SetStatus(ctx, payment.OrderID, Paid)
}

// paymentDeclined cancels the order, so that others undo what they did for it.
func (s *Service) paymentDeclined(ctx context.Context, delivery amqp.Delivery) error {
	var payment events.PaymentDeclined
	if err := json.Unmarshal(delivery.Body, &payment); err != nil {
		return fmt.Errorf("decode payment: %w", err)
	}
	if err := s.store.SetStatus(ctx, payment.OrderID, Cancelled); err != nil {
		return err
	}
	return s.events.Publish(ctx, events.TopicOrderCancelled, payment.OrderID, events.OrderCancelled{
		OrderID: payment.OrderID,
		Email:   payment.Email,
		Reason:  payment.Reason,
	})
}

func (s *Service) shipmentDispatched(ctx context.Context, shipment events.ShipmentDispatched) error {
	return s.store.SetStatus(ctx, shipment.OrderID, Dispatched)
}
