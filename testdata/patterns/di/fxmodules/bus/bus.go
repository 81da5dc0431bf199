// Package bus publishes events.
package bus

import (
	"context"
	"encoding/json"

	"github.com/segmentio/kafka-go"
	"go.uber.org/fx"
)

// Publisher publishes an event on a topic.
type Publisher interface {
	Publish(ctx context.Context, topic string, event any) error
}

// Module provides a Publisher.
var Module = fx.Module("bus",
	fx.Supply(Config{Brokers: []string{"localhost:9092"}}),
	fx.Provide(
		newWriter,
		fx.Annotate(newKafka, fx.As(new(Publisher))),
		newMemory,
	),
)

// Config says where the brokers are.
type Config struct {
	Brokers []string
}

func newWriter(cfg Config, lc fx.Lifecycle) *kafka.Writer {
	w := &kafka.Writer{Addr: kafka.TCP(cfg.Brokers...)}
	lc.Append(fx.StopHook(w.Close))
	return w
}

type kafkaBus struct {
	writer *kafka.Writer
}

func newKafka(w *kafka.Writer) (*kafkaBus, error) {
	return &kafkaBus{writer: w}, nil
}

func (b *kafkaBus) Publish(ctx context.Context, topic string, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return b.writer.WriteMessages(ctx, kafka.Message{Topic: topic, Value: data})
}

// Memory is a Publisher for tests. It is provided under its own type only.
type Memory struct {
	Events []any
}

func newMemory() *Memory { return &Memory{} }

func (m *Memory) Publish(_ context.Context, _ string, event any) error {
	m.Events = append(m.Events, event)
	return nil
}
