package main

import (
	"context"
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type job struct{ Name string }

type worker struct{ ch *amqp.Channel }

func (w *worker) work(d amqp.Delivery) error {
	var j job
	if err := json.Unmarshal(d.Body, &j); err != nil {
		return w.again(d)
	}
	log.Print(j.Name)
	return d.Ack(false)
}

func (w *worker) again(d amqp.Delivery) error {
	tries, _ := d.Headers["x-tries"].(int32)
	if tries >= 3 {
		return d.Reject(false)
	}
	err := w.ch.PublishWithContext(context.Background(), d.Exchange, d.RoutingKey, false, false, amqp.Publishing{
		Headers: amqp.Table{"x-tries": tries + 1},
		Body:    d.Body,
	})
	if err != nil {
		return d.Nack(false, true)
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
	w := &worker{ch: ch}
	jobs, err := ch.Consume("requeue.jobs", "", false, false, false, false, nil)
	if err != nil {
		log.Fatal(err)
	}
	for d := range jobs {
		if err := w.work(d); err != nil {
			log.Fatal(err)
		}
	}
}
