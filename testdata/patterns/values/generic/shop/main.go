package main

import (
	"log"

	"example.com/values/generic/topic"
	"github.com/nats-io/nats.go"
)

type order struct{ ID string }

type user struct{ Name string }

type publisher[T any] interface{ Publish(T) error }

type service struct{ users publisher[user] }

func (s *service) register(name string) error { return s.users.Publish(user{Name: name}) }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	orders := topic.Of[order](nc, "orders")
	s := &service{users: topic.Of[user](nc, "users")}
	if err := s.register("ann"); err != nil {
		log.Fatal(err)
	}
	if err := orders.Publish(order{ID: "1"}); err != nil {
		log.Fatal(err)
	}
}
