package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/segmentio/kafka-go"
)

type heartbeat struct{ Component string }

type alarm struct{ Text string }

var (
	components = map[string]string{
		"api":  "map.heartbeat.api",
		"jobs": "map.heartbeat.jobs",
	}
	special = map[string]string{
		"alarm": "map.alarm",
		"drill": "map.drill",
	}
)

type monitor struct{ writer *kafka.Writer }

func (m *monitor) send(ctx context.Context, topic string, event any) error {
	value, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return m.writer.WriteMessages(ctx, kafka.Message{Topic: topic, Value: value})
}

func (m *monitor) beat(ctx context.Context) error {
	for name, topic := range components {
		if err := m.send(ctx, topic, heartbeat{Component: name}); err != nil {
			return err
		}
	}
	return nil
}

func (m *monitor) alarm(ctx context.Context, text string) error {
	topic, ok := special["alarm"]
	if !ok {
		return nil
	}
	return m.send(ctx, topic, alarm{Text: text})
}

func main() {
	m := &monitor{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	ctx := context.Background()
	if err := m.beat(ctx); err != nil {
		if err := m.alarm(ctx, err.Error()); err != nil {
			log.Fatal(err)
		}
	}
}
