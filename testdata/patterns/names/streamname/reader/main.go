package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		log.Fatal(err)
	}
	consumer, err := js.CreateOrUpdateConsumer(context.Background(), "STREAMNAME", jetstream.ConsumerConfig{
		Durable:       "reader",
		FilterSubject: "streamname.orders.>",
	})
	if err != nil {
		log.Fatal(err)
	}
	running, err := consumer.Consume(func(m jetstream.Msg) {
		log.Printf("%s: %s", m.Subject(), m.Data())
		m.Ack()
	})
	if err != nil {
		log.Fatal(err)
	}
	defer running.Stop()
	if _, err := nc.Subscribe("streamname.*.new", func(m *nats.Msg) { log.Printf("any: %s", m.Data) }); err != nil {
		log.Fatal(err)
	}
	if _, err := nc.Subscribe("streamname.bills.new", func(m *nats.Msg) { log.Printf("bill: %s", m.Data) }); err != nil {
		log.Fatal(err)
	}
	select {}
}
