package main

import (
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type job struct{ Name string }

var handle = func(d amqp.Delivery) error {
	var j job
	if err := json.Unmarshal(d.Body, &j); err != nil {
		return err
	}
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
	deliveries, err := ch.Consume("handlervar.jobs", "", false, false, false, false, nil)
	if err != nil {
		log.Fatal(err)
	}
	for d := range deliveries {
		if err := handle(d); err != nil {
			log.Print(err)
		}
		d.Ack(false)
	}
}
