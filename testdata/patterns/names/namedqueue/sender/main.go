package main

import (
	"context"
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
	body, err := json.Marshal(mail.Mail{To: "ann@example.com", Text: "hello"})
	if err != nil {
		log.Fatal(err)
	}
	if err := ch.PublishWithContext(context.Background(), "", q.Name, false, false, amqp.Publishing{Body: body}); err != nil {
		log.Fatal(err)
	}
}
