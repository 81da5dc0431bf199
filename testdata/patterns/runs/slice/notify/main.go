package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"os/signal"

	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
)

type consumer interface {
	Name() string
	Start(ctx context.Context) error
}

type order struct{ ID string }

type login struct{ User string }

type orderConsumer struct{ ch *amqp.Channel }

func (*orderConsumer) Name() string { return "orders" }

func (c *orderConsumer) Start(ctx context.Context) error {
	deliveries, err := c.ch.ConsumeWithContext(ctx, "slice.orders", c.Name(), false, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		if err := c.handle(d); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (*orderConsumer) handle(d amqp.Delivery) error {
	var o order
	if err := json.Unmarshal(d.Body, &o); err != nil {
		return d.Reject(false)
	}
	log.Printf("order %s", o.ID)
	return d.Ack(false)
}

type loginConsumer struct{ brokers []string }

func (loginConsumer) Name() string { return "logins" }

func (c loginConsumer) Start(ctx context.Context) error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: c.brokers, Topic: "slice." + c.Name(), GroupID: "notify"})
	defer r.Close()
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		var l login
		if err := json.Unmarshal(msg.Value, &l); err != nil {
			log.Print(err)
			continue
		}
		log.Printf("login of %s", l.User)
	}
}

// refundConsumer is not in the list.
type refundConsumer struct{ ch *amqp.Channel }

func (refundConsumer) Name() string { return "refunds" }

func (c refundConsumer) Start(context.Context) error {
	_, err := c.ch.Consume("slice.refunds", "", true, false, false, false, nil)
	return err
}

type app struct{ consumers []consumer }

func (a *app) run(ctx context.Context) {
	for _, c := range a.consumers {
		go func(c consumer) {
			if err := c.Start(ctx); err != nil {
				log.Printf("%s: %v", c.Name(), err)
			}
		}(c)
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	a := &app{}
	a.consumers = append(a.consumers, &orderConsumer{ch: ch}, loginConsumer{brokers: []string{"localhost:9092"}})
	a.run(ctx)
	<-ctx.Done()
}
