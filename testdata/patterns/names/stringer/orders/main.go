package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type placed struct{ ID string }

func (placed) String() string { return "order.placed" }

type closed struct{ ID string }

func (*closed) String() string { return "order.closed" }

type service struct{ ch *amqp.Channel }

func (s *service) emit(ctx context.Context, event any) error {
	key := event.(fmt.Stringer).String()
	body, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return s.ch.PublishWithContext(ctx, "stringer.events", key, false, false, amqp.Publishing{Body: body})
}

func (s *service) place(ctx context.Context, id string) error {
	return s.emit(ctx, placed{ID: id})
}

func (s *service) close(ctx context.Context, id string) error {
	return s.emit(ctx, &closed{ID: id})
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
	s := &service{ch: ch}
	for _, step := range []func(context.Context, string) error{s.place, s.close} {
		if err := step(context.Background(), "1"); err != nil {
			log.Fatal(err)
		}
	}
}
