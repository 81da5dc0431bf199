package main

import (
	"context"
	"log"

	"example.com/missing/jobs"
	amqp "github.com/rabbitmq/amqp091-go"
	"metrics.example.invalid/counters"
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
	sent := counters.New("jobs_sent", counters.WithLabels("queue"))
	defer sent.Flush()
	if err := sent.Count(func() error { return nil }); err != nil {
		log.Print(err)
	}
	if err := jobs.Send(context.Background(), ch, jobs.Job{Name: "hello"}); err != nil {
		log.Fatal(err)
	}
}
