// Package streams declares the streams of the system.
package streams

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Open connects and makes sure that the stream is there.
func Open(ctx context.Context) (jetstream.JetStream, jetstream.Stream, error) {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return nil, nil, err
	}
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, nil, err
	}
	s, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:     "STREAMS",
		Subjects: []string{"streams.orders.>", "streams.bills.new"},
	})
	return js, s, err
}
