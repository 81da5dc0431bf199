package main

import (
	"context"
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type order struct{ ID string }

type paid struct{ ID string }

const exchange = "amqp-events"

func setup(ch *amqp.Channel) (amqp.Queue, error) {
	if err := ch.ExchangeDeclare(exchange, amqp.ExchangeTopic, true, false, false, false, nil); err != nil {
		return amqp.Queue{}, err
	}
	q, err := ch.QueueDeclare("amqp-billing", true, false, false, false, amqp.Table{"x-dead-letter-exchange": "amqp-dead"})
	if err != nil {
		return q, err
	}
	for _, key := range []string{"order.created", "order.changed"} {
		if err := ch.QueueBind(q.Name, key, exchange, false, nil); err != nil {
			return q, err
		}
	}
	return q, nil
}

func handle(ctx context.Context, ch *amqp.Channel, d amqp.Delivery) error {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil {
		return d.Nack(false, false)
	}
	body, err := json.Marshal(paid{ID: o.ID})
	if err != nil {
		return err
	}
	err = ch.PublishWithContext(ctx, exchange, "order.paid", false, false, amqp.Publishing{ContentType: "application/json", Body: body})
	if err != nil {
		return err
	}
	return d.Ack(false)
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
	q, err := setup(ch)
	if err != nil {
		log.Fatal(err)
	}
	deliveries, err := ch.Consume(q.Name, "billing", false, false, false, false, nil)
	if err != nil {
		log.Fatal(err)
	}
	for d := range deliveries {
		if err := handle(context.Background(), ch, d); err != nil {
			log.Print(err)
		}
	}
}
