package main

import (
	"context"
	"encoding/json"
	"log"
	"strings"

	"github.com/segmentio/kafka-go"
)

const defaultTopic = "replace.%s.events"

type invoice struct{ Number string }

type credit struct{ Number string }

type emitter struct {
	writer *kafka.Writer
	topic  string
}

func newEmitter(topic string) *emitter {
	if topic == "" {
		topic = defaultTopic
	}
	return &emitter{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}, topic: topic}
}

func (e *emitter) emit(ctx context.Context, kind string, event any) error {
	value, err := json.Marshal(event)
	if err != nil {
		return err
	}
	topic := strings.Replace(e.topic, "%s", kind, 1)
	return e.writer.WriteMessages(ctx, kafka.Message{Topic: topic, Value: value})
}

func main() {
	e, ctx := newEmitter(""), context.Background()
	if err := e.emit(ctx, "invoice", invoice{Number: "1"}); err != nil {
		log.Fatal(err)
	}
	if err := e.emit(ctx, "credit", credit{Number: "2"}); err != nil {
		log.Fatal(err)
	}
}
