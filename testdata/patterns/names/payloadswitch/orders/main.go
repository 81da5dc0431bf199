package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	"github.com/segmentio/kafka-go"
)

type placed struct{ ID string }

type paid struct{ Order string }

type shipped struct{ Order string }

type service struct{ writer *kafka.Writer }

func (s *service) publish(ctx context.Context, event any) error {
	var key, kind string
	switch e := event.(type) {
	case placed:
		key, kind = e.ID, "payloadswitch.placed"
	case paid:
		key, kind = e.Order, "payloadswitch.paid"
	case shipped:
		key, kind = e.Order, "payloadswitch.shipped"
	default:
		return fmt.Errorf("%T is no event of an order", event)
	}
	value, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return s.writer.WriteMessages(ctx, kafka.Message{
		Key:     []byte(key),
		Value:   value,
		Headers: []kafka.Header{{Key: "kind", Value: []byte(kind)}},
	})
}

func (s *service) place(ctx context.Context, id string) error { return s.publish(ctx, placed{ID: id}) }

func (s *service) pay(ctx context.Context, id string) error { return s.publish(ctx, paid{Order: id}) }

func main() {
	s := &service{writer: kafka.NewWriter(kafka.WriterConfig{
		Brokers: []string{"localhost:9092"},
		Topic:   "payloadswitch.orders",
	})}
	ctx := context.Background()
	if err := s.place(ctx, "1"); err != nil {
		log.Fatal(err)
	}
	if err := s.pay(ctx, "1"); err != nil {
		log.Fatal(err)
	}
}
