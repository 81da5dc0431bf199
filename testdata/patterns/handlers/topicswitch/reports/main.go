package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/segmentio/kafka-go"
)

const (
	topicOrders   = "switch.orders"
	topicPayments = "switch.payments"
	topicOther    = "switch.other"
)

type order struct{ ID string }

type payment struct{ Amount int }

type total struct{ Amount int }

type reports struct {
	writer *kafka.Writer
	orders int
	total  int
}

func (r *reports) order(value []byte) error {
	var o order
	if err := json.Unmarshal(value, &o); err != nil {
		return err
	}
	r.orders++
	return nil
}

func (r *reports) payment(ctx context.Context, value []byte) error {
	var p payment
	if err := json.Unmarshal(value, &p); err != nil {
		return err
	}
	r.total += p.Amount
	sum, err := json.Marshal(total{Amount: r.total})
	if err != nil {
		return err
	}
	return r.writer.WriteMessages(ctx, kafka.Message{Topic: "switch.totals", Value: sum})
}

func (r *reports) unknown(msg kafka.Message) error {
	log.Printf("%s: %d bytes", msg.Topic, len(msg.Value))
	return nil
}

func main() {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers:     []string{"localhost:9092"},
		GroupID:     "reports",
		GroupTopics: []string{topicOrders, topicPayments, topicOther},
	})
	defer reader.Close()
	r := &reports{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	ctx := context.Background()
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			log.Fatal(err)
		}
		switch msg.Topic {
		case topicOrders:
			err = r.order(msg.Value)
		case topicPayments:
			err = r.payment(ctx, msg.Value)
		default:
			err = r.unknown(msg)
		}
		if err != nil {
			log.Print(err)
		}
	}
}
