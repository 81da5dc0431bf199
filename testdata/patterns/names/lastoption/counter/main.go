package main

import (
	"context"
	"encoding/json"
	"log"

	"example.com/names/lastoption/rabbit"
	amqp "github.com/rabbitmq/amqp091-go"
)

type baristaOrdered struct{ Item string }

type kitchenOrdered struct{ Item string }

// Both wrappers were meant to have a publisher each.
type (
	baristaPublisher struct{ rabbit.EventPublisher }
	kitchenPublisher struct{ rabbit.EventPublisher }
)

func newBaristaPublisher(p rabbit.EventPublisher) *baristaPublisher { return &baristaPublisher{p} }

func newKitchenPublisher(p rabbit.EventPublisher) *kitchenPublisher { return &kitchenPublisher{p} }

type service struct {
	barista *baristaPublisher
	kitchen *kitchenPublisher
}

func (s *service) place(ctx context.Context, drink, food string) error {
	body, err := json.Marshal(baristaOrdered{Item: drink})
	if err != nil {
		return err
	}
	if err := s.barista.Publish(ctx, body, "application/json"); err != nil {
		return err
	}
	body, err = json.Marshal(kitchenOrdered{Item: food})
	if err != nil {
		return err
	}
	return s.kitchen.Publish(ctx, body, "application/json")
}

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	shared, err := rabbit.NewPublisher(conn)
	if err != nil {
		log.Fatal(err)
	}
	s := &service{barista: newBaristaPublisher(shared), kitchen: newKitchenPublisher(shared)}
	s.barista.Configure(rabbit.ExchangeName("last.barista"), rabbit.BindingKey("barista.ordered"))
	s.kitchen.Configure(rabbit.ExchangeName("last.kitchen"), rabbit.BindingKey("kitchen.ordered"))
	if err := s.place(context.Background(), "espresso", "croissant"); err != nil {
		log.Fatal(err)
	}
}
