// Package wrapper hands on what it is given.
package wrapper

import (
	"context"
	"encoding/json"

	"github.com/segmentio/kafka-go"
)

type Publisher interface {
	Publish(ctx context.Context, topic string, event any) error
	Placed(ctx context.Context, event any) error
	Healthy(ctx context.Context) error
}

type Kafka struct{ w *kafka.Writer }

func New(addr string) *Kafka { return &Kafka{&kafka.Writer{Addr: kafka.TCP(addr)}} }

func (k *Kafka) Publish(ctx context.Context, topic string, event any) error {
	body, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return k.w.WriteMessages(ctx, kafka.Message{Topic: topic, Value: body})
}

// Commit acknowledges.
func Commit(ctx context.Context, r *kafka.Reader, msgs ...kafka.Message) error {
	return r.CommitMessages(ctx, msgs...)
}

func (k *Kafka) Placed(ctx context.Context, event any) error {
	return k.Publish(ctx, "orders.placed", event)
}

func (k *Kafka) Healthy(ctx context.Context) error {
	return k.w.WriteMessages(ctx, kafka.Message{Topic: "health", Value: []byte("ping")})
}
