// Package bus subscribes to the topics of typed events.
package bus

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/segmentio/kafka-go"
)

// Event knows its topic.
type Event interface{ Topic() string }

// Codec decodes events of a type.
type Codec[T Event] struct{ decode func([]byte, any) error }

// JSON returns the codec for JSON.
func JSON[T Event]() Codec[T] { return Codec[T]{decode: json.Unmarshal} }

// Decode decodes an event.
func (c Codec[T]) Decode(data []byte) (T, error) {
	var event T
	err := c.decode(data, &event)
	return event, err
}

// Subscribe starts to give the events of a codec's type to handle.
func Subscribe[T Event](ctx context.Context, group string, codec Codec[T], handle func(context.Context, T) error) {
	dummy := *new(T)
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{"localhost:9092"},
		GroupID: group,
		Topic:   dummy.Topic(),
	})
	go func() {
		defer reader.Close()
		for {
			msg, err := reader.ReadMessage(ctx)
			if err != nil {
				slog.Error("read", "error", err)
				return
			}
			event, err := codec.Decode(msg.Value)
			if err != nil {
				slog.Error("decode", "topic", msg.Topic, "error", err)
				continue
			}
			if err := handle(ctx, event); err != nil {
				slog.Error("handle", "topic", msg.Topic, "error", err)
			}
		}
	}()
}
