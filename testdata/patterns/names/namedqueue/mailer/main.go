package main

import (
	"encoding/json"
	"log"

	"example.com/names/namedqueue/mail"
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
	q, err := mail.Queue(ch)
	if err != nil {
		log.Fatal(err)
	}
	deliveries, err := ch.Consume(q.Name, "mailer", false, false, false, false, nil)
	if err != nil {
		log.Fatal(err)
	}
	for d := range deliveries {
		if err := deliver(d); err != nil {
			log.Print(err)
		}
	}
}

func deliver(d amqp.Delivery) error {
	var m mail.Mail
	if err := json.Unmarshal(d.Body, &m); err != nil {
		return d.Reject(false)
	}
	log.Printf("to %s: %s", m.To, m.Text)
	return d.Ack(false)
}
