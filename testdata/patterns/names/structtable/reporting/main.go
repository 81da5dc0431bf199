package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/segmentio/kafka-go"
)

type order struct{ ID string }

type payment struct{ Amount int }

type report struct{ orders, total int }

func (r *report) order(_ context.Context, value []byte) error {
	var o order
	if err := json.Unmarshal(value, &o); err != nil {
		return err
	}
	r.orders++
	return nil
}

func (r *report) payment(_ context.Context, value []byte) error {
	var p payment
	if err := json.Unmarshal(value, &p); err != nil {
		return err
	}
	r.total += p.Amount
	return nil
}

func refund(_ context.Context, value []byte) error {
	p := new(payment)
	if err := json.Unmarshal(value, p); err != nil {
		return err
	}
	log.Printf("refund of %d", p.Amount)
	return nil
}

func main() {
	r := &report{}
	ctx := context.Background()
	consumers := []struct {
		topic  string
		handle func(context.Context, []byte) error
	}{
		{"table.orders", r.order},
		{"table.payments", r.payment},
		{"table.refunds", refund},
	}
	for _, c := range consumers {
		go consume(ctx, c.topic, c.handle)
	}
	<-ctx.Done()
}

func consume(ctx context.Context, topic string, handle func(context.Context, []byte) error) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{"localhost:9092"},
		Topic:   topic,
		GroupID: "reporting",
	})
	defer reader.Close()
	for {
		msg, err := reader.FetchMessage(ctx)
		if err != nil {
			return
		}
		if err := handle(ctx, msg.Value); err != nil {
			log.Printf("%s: %v", topic, err)
			continue
		}
		if err := reader.CommitMessages(ctx, msg); err != nil {
			return
		}
	}
}
