// Command kitchen handles each message in a goroutine.
package main

import (
	"encoding/json"
	"errors"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type refund struct {
	Order string `json:"order"`
}

type tip struct {
	Cents int `json:"cents"`
}

type processor interface{ process(message any) error }

type consumer struct{ ch *amqp.Channel }

func (c *consumer) run(queue string, p processor) error {
	msgs, err := c.ch.Consume(queue, "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	go func() {
		for msg := range msgs {
			go func(msg amqp.Delivery) {
				if err := p.process(msg); err != nil {
					log.Print(err)
				}
			}(msg)
		}
	}()
	select {}
}

type oven struct{}

func (o *oven) process(message any) error {
	d, ok := message.(amqp.Delivery)
	if !ok {
		return errors.New("no delivery")
	}
	var order map[string]any
	if err := json.Unmarshal(d.Body, &order); err != nil {
		return d.Nack(false, true)
	}
	log.Print(order["pizza"])
	return d.Ack(false)
}

type till struct{ ch *amqp.Channel }

func (t *till) open() error {
	msgs, err := t.ch.Consume("permessage.refunds", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range msgs {
		go func(d amqp.Delivery) { t.book(d.Body) }(d)
	}
	return nil
}

func (t *till) book(body []byte) {
	var r refund
	if err := json.Unmarshal(body, &r); err != nil {
		log.Print(err)
		return
	}
	log.Print(r.Order)
}

func (t *till) tips() error {
	msgs, err := t.ch.Consume("permessage.tips", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range msgs {
		go func(d amqp.Delivery) {
			var got tip
			if err := json.Unmarshal(d.Body, &got); err != nil {
				log.Print(err)
				return
			}
			t.keep(d.RoutingKey)
		}(d)
	}
	return nil
}

func (t *till) keep(key string) { log.Print(key) }

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	t := &till{ch}
	go t.open()
	go t.tips()
	c := &consumer{ch}
	log.Fatal(c.run("permessage.orders", &oven{}))
}
