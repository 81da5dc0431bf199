package main

import (
	"context"
	"encoding/json"
	"log"
	"strings"

	amqp "github.com/rabbitmq/amqp091-go"
)

type job struct{ Name string }

type client struct {
	ch    *amqp.Channel
	queue string
}

func new(ch *amqp.Channel, queue string) *client { return &client{ch: ch, queue: queue} }

func append(parts ...string) string { return strings.Join(parts, ".") }

func (c *client) send(ctx context.Context, body any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.ch.PublishWithContext(ctx, "", c.queue, false, false, amqp.Publishing{Body: data})
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
	if err := new(ch, append("new", "jobs")).send(context.Background(), job{Name: "hello"}); err != nil {
		log.Fatal(err)
	}
	results, err := ch.Consume(append("new", "results"), "", true, false, false, false, nil)
	if err != nil {
		log.Fatal(err)
	}
	for d := range results {
		log.Printf("%s", d.Body)
	}
}
