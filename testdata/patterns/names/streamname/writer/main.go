package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const stream = "STREAMNAME"

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	_, err = js.CreateStream(ctx, jetstream.StreamConfig{Name: stream, Subjects: []string{"streamname.orders.>"}})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := js.Publish(ctx, stream, []byte("lost: no subject of the stream")); err != nil {
		log.Print(err)
	}
	if _, err := js.Publish(ctx, "streamname.orders.new", []byte("kept")); err != nil {
		log.Print(err)
	}
	if err := nc.Publish("streamname.*.new", []byte("a star is no wildcard here")); err != nil {
		log.Print(err)
	}
}
