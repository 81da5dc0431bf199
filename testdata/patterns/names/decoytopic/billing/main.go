package main

import (
	"context"
	"encoding/json"
	"log"

	"example.com/names/decoytopic/events"
	"github.com/segmentio/kafka-go"
)

func main() {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{"localhost:9092"},
		Topic:   "shop.orders",
		GroupID: "billing",
	})
	defer reader.Close()
	for {
		msg, err := reader.ReadMessage(context.Background())
		if err != nil {
			log.Fatal(err)
		}
		if err := bill(msg); err != nil {
			log.Print(err)
		}
	}
}

func bill(msg kafka.Message) error {
	var event events.OrderPlaced
	if err := json.Unmarshal(msg.Value, &event); err != nil {
		return err
	}
	log.Printf("order %s: %d", event.ID, event.Total)
	return nil
}
