package main

import (
	"log"

	"example.com/workspace/platform/jobs"
	amqp "github.com/rabbitmq/amqp091-go"
)

func work(j jobs.Job) error {
	log.Printf("job %s", j.Name)
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
	log.Fatal(jobs.Receive(ch, work))
}
