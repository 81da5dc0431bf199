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

func main() {
	s := &service{bus: &bus{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}}
	o := newOrder("1")
	o.pay(100)
	if err := s.save(context.Background(), o); err != nil {
		log.Fatal(err)
	}
}
