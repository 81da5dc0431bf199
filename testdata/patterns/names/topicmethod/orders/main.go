package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/segmentio/kafka-go"
)

type bus struct{ writer *kafka.Writer }

func (b *bus) publish(ctx context.Context, e Event) error {
	value, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return b.writer.WriteMessages(ctx, kafka.Message{Topic: e.Topic(), Value: value})
}

type service struct{ bus *bus }

func (s *service) save(ctx context.Context, o *Order) error {
	for _, e := range o.events {
		if err := s.bus.publish(ctx, e); err != nil {
			return err
		}
	}
	o.events = nil
	return nil
}

func (s *service) checkout(ctx context.Context, id string, amount int) error {
	o := newOrder(id)
	o.pay(amount)
	return s.save(ctx, o)
}

func main() {
	s := &service{bus: &bus{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}}
	if err := s.checkout(context.Background(), "1", 100); err != nil {
		log.Fatal(err)
	}
}
