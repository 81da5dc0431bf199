package main

import (
	"context"
	"encoding/json"
	"log"
	"sync"

	"github.com/segmentio/kafka-go"
)

type handler interface {
	Topic() string
	Handle(ctx context.Context, value []byte) error
}

type order struct{ ID string }

type customer struct{ Name string }

type orders struct{ count int }

func (*orders) Topic() string { return "registry.orders" }

func (o *orders) Handle(_ context.Context, value []byte) error {
	var e order
	if err := json.Unmarshal(value, &e); err != nil {
		return err
	}
	o.count++
	return nil
}

type customers map[string]bool

func (customers) Topic() string { return "registry.customers" }

func (c customers) Handle(_ context.Context, value []byte) error {
	var e customer
	if err := json.Unmarshal(value, &e); err != nil {
		return err
	}
	c[e.Name] = true
	return nil
}

type registry struct{ handlers []handler }

func (r *registry) register(h handler) { r.handlers = append(r.handlers, h) }

func (r *registry) run(ctx context.Context) {
	var wg sync.WaitGroup
	for _, h := range r.handlers {
		wg.Go(func() { r.consume(ctx, h) })
	}
	wg.Wait()
}

func (r *registry) consume(ctx context.Context, h handler) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{"localhost:9092"},
		GroupID: "projector",
		Topic:   h.Topic(),
	})
	defer reader.Close()
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			return
		}
		if err := h.Handle(ctx, msg.Value); err != nil {
			log.Print(err)
		}
	}
}

func main() {
	r := &registry{}
	r.register(&orders{})
	r.register(customers{})
	r.run(context.Background())
}
