// Package bus publishes events on Kafka.
package bus

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/segmentio/kafka-go"
)

// Bus publishes to the topic that it was made for.
type Bus struct {
	writer *kafka.Writer
}

// New returns a bus for a topic.
func New(brokers []string, topic string) *Bus {
	return &Bus{writer: &kafka.Writer{Addr: kafka.TCP(brokers...), Topic: topic}}
}

// Publish writes an event. The topic is only logged; it is a parameter because
// the bus before this one had it.
func (b *Bus) Publish(ctx context.Context, topic string, event any) error {
	value, err := json.Marshal(event)
	if err != nil {
		return err
	}
	slog.Debug("publish", "topic", topic)
	return b.writer.WriteMessages(ctx, kafka.Message{Value: value})
}
