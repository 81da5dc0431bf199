package main

import (
	"context"
	"log"

	"example.com/names/relayoption/rabbit"
	amqp "github.com/rabbitmq/amqp091-go"
)

type orderPlaced struct{ ID string }

type orderPaid struct {
	ID     string
	Amount int
}

type service struct {
	placed, paid *rabbit.Publisher
}

func (s *service) place(ctx context.Context, id string) error {
	return s.placed.Publish(ctx, orderPlaced{ID: id})
}

func (s *service) pay(ctx context.Context, id string, amount int) error {
	return s.paid.Publish(ctx, orderPaid{ID: id, Amount: amount})
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
	shop := rabbit.WithExchange("options.shop")
	s := &service{
		placed: rabbit.NewPublisher(ch, shop, rabbit.WithRoutingKey("order.placed")),
		paid:   rabbit.NewPublisher(ch, shop, rabbit.WithRoutingKey("order.paid")),
	}
	ctx := context.Background()
	if err := s.place(ctx, "1"); err != nil {
		log.Fatal(err)
	}
	if err := s.pay(ctx, "1", 100); err != nil {
		log.Fatal(err)
	}
}
