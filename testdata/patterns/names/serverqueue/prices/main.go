package main

import (
	"context"
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type price struct{ Cents int }

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	if err := ch.ExchangeDeclare("serverqueue.prices", "fanout", true, false, false, false, nil); err != nil {
		log.Fatal(err)
	}
	body, err := json.Marshal(price{Cents: 100})
	if err != nil {
		log.Fatal(err)
	}
	err = ch.PublishWithContext(context.Background(), "serverqueue.prices", "", false, false, amqp.Publishing{Body: body})
	if err != nil {
		log.Fatal(err)
	}
}
