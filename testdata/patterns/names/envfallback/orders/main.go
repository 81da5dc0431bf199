package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/segmentio/kafka-go"
)

type order struct{ ID string }

type config struct {
	orders string
	audit  string
	copies string
}

func getEnv(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}

func load() config {
	return config{
		orders: getEnv("ORDERS_TOPIC", "env.orders"),
		audit:  os.Getenv("AUDIT_TOPIC"),
		copies: "env." + os.Getenv("REGION") + ".copies",
	}
}

type service struct {
	cfg    config
	writer *kafka.Writer
}

func (s *service) place(ctx context.Context, o order) error {
	value, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return s.writer.WriteMessages(ctx,
		kafka.Message{Topic: s.cfg.orders, Value: value},
		kafka.Message{Topic: s.cfg.audit, Value: value},
		kafka.Message{Topic: s.cfg.copies, Value: value},
	)
}

func main() {
	s := &service{cfg: load(), writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	if err := s.place(context.Background(), order{ID: "1"}); err != nil {
		log.Fatal(err)
	}
}
