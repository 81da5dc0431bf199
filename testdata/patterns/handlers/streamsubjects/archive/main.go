package main

import (
	"context"
	"log"

	"example.com/handlers/streamsubjects/streams"
	"github.com/nats-io/nats.go/jetstream"
)

func keep(m jetstream.Msg) {
	log.Printf("%s %s", m.Subject(), m.Data())
	if err := m.Ack(); err != nil {
		log.Print(err)
	}
}

func main() {
	ctx := context.Background()
	_, stream, err := streams.Open(ctx)
	if err != nil {
		log.Fatal(err)
	}
	consumer, err := stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{Durable: "archive"})
	if err != nil {
		log.Fatal(err)
	}
	running, err := consumer.Consume(keep)
	if err != nil {
		log.Fatal(err)
	}
	<-running.Closed()
}
