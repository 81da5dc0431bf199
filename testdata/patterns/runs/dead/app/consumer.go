package main

import (
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type consumer struct{ ch *amqp.Channel }

func newConsumer(ch *amqp.Channel) *consumer { return &consumer{ch: ch} }

// Run implements the interface of workers.
func (c *consumer) Run() error {
	deliveries, err := c.ch.Consume("dead.jobs", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		log.Printf("%s", d.Body)
	}
	return nil
}

type worker interface{ Run() error }

var _ worker = (*consumer)(nil)
