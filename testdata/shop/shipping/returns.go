package shipping

import (
	"context"

	"example.com/shop/platform/events"
	"example.com/shop/platform/natsbus"
	"github.com/nats-io/nats.go/jetstream"
)

// Returns takes parcels back. The warehouse does not report returns yet, so no service uses it.
type Returns struct {
	js jetstream.JetStream
}

// NewReturns returns a desk that announces what comes back.
func NewReturns(js jetstream.JetStream) *Returns { return &Returns{js: js} }

// Accept announces a parcel that has come back.
func (r *Returns) Accept(ctx context.Context, orderID, trackingCode string) error {
	return natsbus.Store(ctx, r.js, events.SubjectShipmentReturned, events.ShipmentReturned{
		OrderID:      orderID,
		TrackingCode: trackingCode,
	})
}
