package main

import (
	"context"
	"log"

	"example.com/handlers/streamsubjects/streams"
	"github.com/nats-io/nats.go/jetstream"
)

type picker struct{ picked int }

func (p *picker) pick(m jetstream.Msg) {
	p.picked++
	log.Printf("%d: %s", p.picked, m.Data())
	if err := m.Ack(); err != nil {
		log.Print(err)
	}
}

func main() {
	ctx := context.Background()
	js, _, err := streams.Open(ctx)
	if err != nil {
		log.Fatal(err)
	}
	config := jetstream.ConsumerConfig{Durable: "picker", AckPolicy: jetstream.AckExplicitPolicy}
	config.FilterSubjects = []string{"streams.orders.new", "streams.orders.changed"}
	consumer, err := js.CreateOrUpdateConsumer(ctx, "STREAMS", config)
	if err != nil {
		log.Fatal(err)
	}
	messages, err := consumer.Messages()
	if err != nil {
		log.Fatal(err)
	}
	p := &picker{}
	for {
		m, err := messages.Next()
		if err != nil {
			log.Fatal(err)
		}
		p.pick(m)
	}
}
