package main

import (
	"context"
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type used struct{ ID string }

// Binding binds a queue to an exchange.
type Binding struct{ Exchange, Key, Queue string }

// Output is where the application may publish.
type Output struct{ Exchange, Key string }

var (
	declared = []Binding{{"outputs.events", "used.#", "outputs.used"}}
	planned  = []Binding{
		{"outputs.events", "planned.#", "outputs.planned"},
		{"outputs.other", "#", "outputs.everything"},
	}
	outputs = map[string]Output{
		"used":   {"outputs.events", "used"},
		"unused": {"outputs.events", "unused"},
	}
)

type app struct{ ch *amqp.Channel }

func (a *app) declare() error {
	for _, exchange := range []string{"outputs.events", "outputs.other"} {
		if err := a.ch.ExchangeDeclare(exchange, "topic", true, false, false, false, nil); err != nil {
			return err
		}
	}
	for _, b := range declared {
		if _, err := a.ch.QueueDeclare(b.Queue, true, false, false, false, nil); err != nil {
			return err
		}
		if err := a.ch.QueueBind(b.Queue, b.Key, b.Exchange, false, nil); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) emit(ctx context.Context, output string, event any) error {
	o := outputs[output]
	body, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return a.ch.PublishWithContext(ctx, o.Exchange, o.Key, false, false, amqp.Publishing{Body: body})
}

func (a *app) work(ctx context.Context) error { return a.emit(ctx, "used", used{ID: "1"}) }

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	a := &app{ch: ch}
	if err := a.declare(); err != nil {
		log.Fatal(err)
	}
	log.Printf("%d bindings are planned", len(planned))
	if err := a.work(context.Background()); err != nil {
		log.Fatal(err)
	}
}
