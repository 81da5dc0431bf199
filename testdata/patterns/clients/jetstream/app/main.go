package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

type order struct{ ID string }

type invoice struct{ ID string }

type price struct{ Cents int }

type app struct {
	nc *nats.Conn
	js jetstream.JetStream
}

func (a *app) onOrder(m jetstream.Msg) {
	var o order
	if err := json.Unmarshal(m.Data(), &o); err != nil {
		m.Term()
		return
	}
	data, err := json.Marshal(invoice{ID: o.ID})
	if err != nil {
		return
	}
	if _, err := a.js.Publish(context.Background(), "js.invoices", data); err == nil {
		m.Ack()
	}
}

func (a *app) onPrice(m *nats.Msg) {
	data, _ := json.Marshal(price{Cents: 1})
	m.Respond(data)
}

func (a *app) start(ctx context.Context) error {
	stream, err := a.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{Name: "ORDERS", Subjects: []string{"js.orders.>"}})
	if err != nil {
		return err
	}
	consumer, err := stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{Durable: "billing", FilterSubject: "js.orders.created"})
	if err != nil {
		return err
	}
	if _, err := consumer.Consume(a.onOrder); err != nil {
		return err
	}
	_, err = a.nc.QueueSubscribe("js.prices", "pricing", a.onPrice)
	return err
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		log.Fatal(err)
	}
	a := &app{nc: nc, js: js}
	if err := a.start(context.Background()); err != nil {
		log.Fatal(err)
	}
	select {}
}
