// Package fixes has findings that come with a change.
package fixes

import (
	"context"

	"github.com/segmentio/kafka-go"
)

func send(ctx context.Context, w *kafka.Writer, topics map[string]string, key string) error {
	err := w.WriteMessages(ctx, // want `the name of the channel is an entry of a map`
		kafka.Message{Topic: topics[key]},
	)
	if err != nil {
		return err
	}
	//flowvet:ignore early-ack nothing is acknowledged // want `nothing is ignored here`
	return w.WriteMessages(ctx, kafka.Message{Topic: "orders"})
}
