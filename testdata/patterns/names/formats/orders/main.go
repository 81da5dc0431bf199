package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	"github.com/segmentio/kafka-go"
)

const (
	stage  = "prod"
	domain = "formats"
	scheme = "%s.%s.%%s.%%s"
)

type order struct{ ID string }

type topics struct {
	writer *kafka.Writer
	format string // of entity and action
}

func newTopics(w *kafka.Writer) *topics {
	return &topics{writer: w, format: fmt.Sprintf(scheme, stage, domain)}
}

func (t *topics) name(entity, action string) string { return fmt.Sprintf(t.format, entity, action) }

func (t *topics) created(ctx context.Context, o order) error {
	value, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return t.writer.WriteMessages(ctx, kafka.Message{Topic: t.name("order", "created"), Value: value})
}

func (t *topics) deleted(ctx context.Context, o order) error {
	value, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return t.writer.WriteMessages(ctx, kafka.Message{Topic: t.name("order", "deleted"), Value: value})
}

func main() {
	t := newTopics(&kafka.Writer{Addr: kafka.TCP("localhost:9092")})
	ctx, o := context.Background(), order{ID: "1"}
	if err := t.created(ctx, o); err != nil {
		log.Fatal(err)
	}
	if err := t.deleted(ctx, o); err != nil {
		log.Fatal(err)
	}
}
