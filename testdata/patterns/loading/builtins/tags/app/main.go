package main

import (
	"context"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	err = ch.PublishWithContext(context.Background(), "", queue(), false, false, amqp.Publishing{Body: []byte("hello")})
	if err != nil {
		log.Fatal(err)
	}
}
