package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/segmentio/kafka-go"
)

type ordered struct{ ID string }

type paid struct{ ID string }

type handler func(ctx context.Context, event any) error

// mediator tells handlers in this process.
type mediator struct {
	handlers map[string][]handler
	queue    chan any
}

func (m *mediator) Subscribe(topic string, h handler) {
	m.handlers[topic] = append(m.handlers[topic], h)
}

func (m *mediator) Publish(ctx context.Context, topic string, event any) error {
	for _, h := range m.handlers[topic] {
		if err := h(ctx, event); err != nil {
			return err
		}
	}
	return nil
}

// Send hands an event to the worker.
func (m *mediator) Send(event any) { m.queue <- event }

func (m *mediator) work() {
	for event := range m.queue {
		log.Printf("%T", event)
	}
}

type bridge struct{ writer *kafka.Writer }

func (b *bridge) ordered(ctx context.Context, event any) error {
	e, ok := event.(ordered)
	if !ok {
		return nil
	}
	value, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return b.writer.WriteMessages(ctx, kafka.Message{Topic: "inprocess.orders", Value: value})
}

func main() {
	m := &mediator{handlers: map[string][]handler{}, queue: make(chan any, 16)}
	go m.work()
	b := &bridge{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	m.Subscribe("order.placed", b.ordered)
	m.Subscribe("order.paid", func(context.Context, any) error { return nil })
	ctx := context.Background()
	if err := m.Publish(ctx, "order.placed", ordered{ID: "1"}); err != nil {
		log.Fatal(err)
	}
	if err := m.Publish(ctx, "order.paid", paid{ID: "1"}); err != nil {
		log.Fatal(err)
	}
	m.Send(paid{ID: "1"})
}
