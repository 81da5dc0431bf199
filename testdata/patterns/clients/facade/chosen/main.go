package main

import (
	"context"
	"log"
	"os"

	"github.com/nats-io/nats.go"
	"gocloud.dev/pubsub"
	"gocloud.dev/pubsub/kafkapubsub"
	"gocloud.dev/pubsub/natspubsub"
)

func open(kind string) (*pubsub.Topic, error) {
	if kind == "kafka" {
		return kafkapubsub.OpenTopic([]string{"localhost:9092"}, kafkapubsub.MinimalConfig(), "facade.logs", nil)
	}
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return nil, err
	}
	return natspubsub.OpenTopic(nc, "facade.lines", nil)
}

func main() {
	topic, err := open(os.Getenv("BROKER"))
	if err != nil {
		log.Fatal(err)
	}
	if err := topic.Send(context.Background(), &pubsub.Message{Body: []byte("x")}); err != nil {
		log.Fatal(err)
	}
}
