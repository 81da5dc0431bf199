package main

import (
	"encoding/json"
	"errors"
	"log"
	"time"

	"github.com/nats-io/nats.go"
)

type order struct {
	ID    string
	Total int
}

type consumer struct{ sub *nats.Subscription }

func newConsumer(js nats.JetStreamContext, subject, durable string) (*consumer, error) {
	sub, err := js.PullSubscribe(subject, durable, nats.BindStream("ORDERS"))
	if err != nil {
		return nil, err
	}
	return &consumer{sub: sub}, nil
}

func (c *consumer) run() error {
	for {
		batch, err := c.sub.Fetch(10, nats.MaxWait(time.Second))
		if errors.Is(err, nats.ErrTimeout) {
			continue
		}
		if err != nil {
			return err
		}
		for _, m := range batch {
			if err := c.bill(m); err != nil {
				log.Print(err)
			}
		}
	}
}

func (c *consumer) bill(m *nats.Msg) error {
	var o order
	if err := json.Unmarshal(m.Data, &o); err != nil {
		return m.Term()
	}
	log.Printf("order %s: %d", o.ID, o.Total)
	return m.Ack()
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	js, err := nc.JetStream()
	if err != nil {
		log.Fatal(err)
	}
	c, err := newConsumer(js, "priorctor.orders", "billing")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(c.run())
}
