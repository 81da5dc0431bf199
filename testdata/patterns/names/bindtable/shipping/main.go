package main

import (
	"context"
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type event struct{ ID string }

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	body, err := json.Marshal(event{ID: "1"})
	if err != nil {
		log.Fatal(err)
	}
	for _, key := range []string{"order.shipped", "payment.card.failed"} {
		err := ch.PublishWithContext(context.Background(), "bindtable.events", key, false, false, amqp.Publishing{Body: body})
		if err != nil {
			log.Fatal(err)
		}
	}
}
