package main

import (
	"context"
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type job struct{ Name string }

type producer struct{ ch *amqp.Channel }

func (p *producer) enqueue(ctx context.Context, name string) error {
	body, err := json.Marshal(job{Name: name})
	if err != nil {
		return err
	}
	// return p.ch.PublishWithContext(ctx, "dead.exchange", name, false, false, amqp.Publishing{Body: body})
	return p.send(ctx, "dead.jobs", body)
}

// later was for jobs with a delay.
func (p *producer) later(ctx context.Context, name string) error {
	return p.send(ctx, "dead.delayed", []byte(name))
}

func (p *producer) send(ctx context.Context, queue string, body []byte) error {
	return p.ch.PublishWithContext(ctx, "", queue, false, false, amqp.Publishing{Body: body})
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
	p := &producer{ch: ch}
	if err := p.enqueue(context.Background(), "hello"); err != nil {
		log.Fatal(err)
	}
}
