package main

import (
	"context"
	"log"

	"example.com/builtins/generated/events"
	amqp "github.com/rabbitmq/amqp091-go"
)

type service struct{ events *events.Controller }

func (s *service) create(ctx context.Context, email string) error {
	return s.events.Publish(ctx, events.UserCreatedPath, events.UserCreated{Id: "1", Email: email})
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
	c, err := events.NewController(ch)
	if err != nil {
		log.Fatal(err)
	}
	s := &service{events: c}
	if err := s.create(context.Background(), "ann@example.com"); err != nil {
		log.Fatal(err)
	}
}
