package main

import (
	"context"
	"log"

	"example.com/names/typenames/messaging"
	"example.com/names/typenames/search/events"
	amqp "github.com/rabbitmq/amqp091-go"
)

type index struct{ names map[string]string }

func (i *index) add(_ context.Context, p *events.ProductCreatedV1) error {
	i.names[p.SKU] = p.Name
	return nil
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
	i := &index{names: map[string]string{}}
	log.Fatal(messaging.NewConsumer(ch, i.add).Run(context.Background()))
}
