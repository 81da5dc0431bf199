package main

import (
	"context"
	"log"

	"example.com/modules/platform/jobs"
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
	if err := jobs.Send(context.Background(), ch, jobs.Job{Name: "hello"}); err != nil {
		log.Fatal(err)
	}
}
