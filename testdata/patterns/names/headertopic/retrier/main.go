package main

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/segmentio/kafka-go"
)

type retrier struct{ writer *kafka.Writer }

func (r *retrier) resend(ctx context.Context, msg kafka.Message) error {
	for _, h := range msg.Headers {
		if h.Key == "original-topic" {
			return r.writer.WriteMessages(ctx, kafka.Message{
				Topic: string(h.Value),
				Key:   msg.Key,
				Value: msg.Value,
			})
		}
	}
	return errors.New("no original topic")
}

func main() {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{"localhost:9092"},
		GroupID: "retrier",
		Topic:   "headertopic.retry",
	})
	r := &retrier{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	ctx := context.Background()
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			log.Fatal(err)
		}
		time.Sleep(time.Minute)
		if err := r.resend(ctx, msg); err != nil {
			log.Print(err)
		}
	}
}
