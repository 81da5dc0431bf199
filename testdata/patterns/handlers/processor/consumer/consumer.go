// Package consumer consumes typed messages.
package consumer

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/segmentio/kafka-go"
)

// MessageProcessor processes messages of one type.
type MessageProcessor[M any] interface {
	Process(ctx context.Context, message M) error
}

// Start reads a topic as member of a group and gives its messages to a processor,
// until ctx is done.
func Start[M any](ctx context.Context, topic, group string, p MessageProcessor[M]) error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"localhost:9092"}, Topic: topic, GroupID: group})
	defer r.Close()
	return loop(ctx, r, p)
}

func loop[M any](ctx context.Context, r *kafka.Reader, p MessageProcessor[M]) error {
	for {
		raw, err := r.FetchMessage(ctx)
		if err != nil {
			return fmt.Errorf("fetch: %w", err)
		}
		var message M
		if err := json.Unmarshal(raw.Value, &message); err != nil {
			slog.Warn("not decodable", "topic", raw.Topic, "error", err)
			continue
		}
		if err := p.Process(ctx, message); err != nil {
			return err
		}
		if err := r.CommitMessages(ctx, raw); err != nil {
			return err
		}
	}
}
