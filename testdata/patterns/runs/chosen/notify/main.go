package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
)

type text struct{ Body string }

type bus interface {
	Publish(ctx context.Context, channel string, event any) error
}

type natsBus struct{ nc *nats.Conn }

func (b natsBus) Publish(_ context.Context, channel string, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return b.nc.Publish(channel, data)
}

type kafkaBus struct{ writer *kafka.Writer }

func (b kafkaBus) Publish(ctx context.Context, channel string, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return b.writer.WriteMessages(ctx, kafka.Message{Topic: channel, Value: data})
}

type silent struct{}

func (silent) Publish(context.Context, string, any) error { return nil }

func open(kind string) (bus, error) {
	switch kind {
	case "nats":
		nc, err := nats.Connect(nats.DefaultURL)
		return natsBus{nc: nc}, err
	case "kafka":
		return kafkaBus{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}, nil
	case "none":
		return silent{}, nil
	}
	return nil, fmt.Errorf("unknown bus %q", kind)
}

type service struct{ bus bus }

func (s *service) tell(ctx context.Context, body string) error {
	return s.bus.Publish(ctx, "chosen.mail", text{Body: body})
}

func main() {
	b, err := open("nats")
	if err != nil {
		log.Fatal(err)
	}
	s := &service{bus: b}
	if err := s.tell(context.Background(), "hello"); err != nil {
		log.Fatal(err)
	}
}
