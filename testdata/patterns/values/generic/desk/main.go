package main

import (
	"log"

	"example.com/values/generic/topic"
	"github.com/nats-io/nats.go"
)

type order struct{ ID string }

type user struct{ Name string }

type desk struct{ orders, users int }

func (d *desk) order(*order) error {
	d.orders++
	return nil
}

func (d *desk) user(*user) error {
	d.users++
	return nil
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	d := &desk{}
	if err := topic.Of[order](nc, "orders").Subscribe(d.order); err != nil {
		log.Fatal(err)
	}
	if err := topic.Of[user](nc, "users").Subscribe(d.user); err != nil {
		log.Fatal(err)
	}
	select {}
}
