// Package notify tells customers, and the buyers of the shop, what they want to know.
package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"example.com/shop/platform/events"
	"example.com/shop/platform/natsbus"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
)

// Notifier turns events into mail.
type Notifier struct {
	mailer *Mailer
	buyers string
}

// NewNotifier returns a notifier that sends news about the stock to the address buyers.
func NewNotifier(mailer *Mailer, buyers string) *Notifier {
	return &Notifier{mailer: mailer, buyers: buyers}
}

// Payment tells the customer how the payment went. It gets every event about payments.
func (n *Notifier) Payment(ctx context.Context, delivery amqp.Delivery) error {
	switch delivery.RoutingKey {
	case events.KeyPaymentCaptured:
		var payment events.PaymentCaptured
		if err := json.Unmarshal(delivery.Body, &payment); err != nil {
			return fmt.Errorf("decode captured payment: %w", err)
		}
		return n.mailer.Send(ctx, payment.Email, "Thank you for your payment of order "+payment.OrderID)
	case events.KeyPaymentDeclined:
		var payment events.PaymentDeclined
		if err := json.Unmarshal(delivery.Body, &payment); err != nil {
			return fmt.Errorf("decode declined payment: %w", err)
		}
		return n.mailer.Send(ctx, payment.Email, "Your payment was declined: "+payment.Reason)
	default:
		return fmt.Errorf("routing key %q is not known", delivery.RoutingKey)
	}
}

// OrderCancelled tells the customer that nothing will come.
func (n *Notifier) OrderCancelled(ctx context.Context, msg kafka.Message) error {
	var order events.OrderCancelled
	if err := json.Unmarshal(msg.Value, &order); err != nil {
		return fmt.Errorf("decode order: %w", err)
	}
	return n.mailer.Send(ctx, order.Email, "Your order "+order.OrderID+" is cancelled: "+order.Reason)
}

// StockLow tells the buyers what to order.
func (n *Notifier) StockLow(msg *nats.Msg) {
	var stock events.StockLow
	err := json.Unmarshal(msg.Data, &stock)
	if err == nil {
		err = n.mailer.Send(context.Background(), n.buyers, fmt.Sprintf("Only %d of %s left", stock.Left, stock.SKU))
	}
	if err != nil {
		slog.Error("buyers not told", "subject", msg.Subject, "error", err)
	}
}

// FollowShipments reacts to what shipping says, until ctx is done.
func (n *Notifier) FollowShipments(ctx context.Context, js jetstream.JetStream) error {
	stream, err := natsbus.EnsureStream(ctx, js, events.StreamShipments, events.SubjectShipments)
	if err != nil {
		return err
	}
	return natsbus.Follow(ctx, stream, "notify", "", n.shipmentDispatched)
}

// shipmentDispatched tells the customer where the parcel is.
func (n *Notifier) shipmentDispatched(ctx context.Context, shipment events.ShipmentDispatched) error {
	text := fmt.Sprintf("Your order %s is on its way: %s %s", shipment.OrderID, shipment.Carrier, shipment.TrackingCode)
	return n.mailer.Send(ctx, shipment.Email, text)
}
