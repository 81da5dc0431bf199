package main

import (
	"context"
	"errors"
	"log"
	"plugin"

	"example.com/helpers/registry/codec"
	"example.com/helpers/registry/inbox"
	"github.com/rabbitmq/amqp091-go"
)

type ticket struct{ Subject string }

func main() {
	conn, err := amqp091.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	loadTypes()
	log.Fatal(inbox.New("registry.tickets").On(&desk{}).Run(context.Background(), ch))
}

// loadTypes registers types that this program does not have.
func loadTypes() {
	p, err := plugin.Open("types.so")
	if err != nil {
		log.Fatal(err)
	}
	sample, err := p.Lookup("Sample")
	if err != nil {
		log.Fatal(err)
	}
	codec.Register(sample)
}

type desk struct{ open []*ticket }

func (d *desk) Handle(_ context.Context, m *inbox.Delivery) error {
	t, ok := m.Event.(*ticket)
	if !ok {
		return errors.New("no ticket")
	}
	d.open = append(d.open, t)
	return nil
}
