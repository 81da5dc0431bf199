package main

import (
	"context"
	"log"

	"example.com/names/typenames/catalog/events"
	"example.com/names/typenames/messaging"
	amqp "github.com/rabbitmq/amqp091-go"
)

type producer interface {
	Publish(ctx context.Context, message any) error
}

type service struct{ bus producer }

func (s *service) create(ctx context.Context, sku, name string) error {
	return s.bus.Publish(ctx, &events.ProductCreatedV1{SKU: sku, Name: name})
}

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	s := &service{bus: messaging.NewPublisher(ch)}
	if err := s.create(context.Background(), "1", "Cup"); err != nil {
		log.Fatal(err)
	}
}
