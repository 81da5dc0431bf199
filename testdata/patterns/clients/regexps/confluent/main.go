package main

import (
	"log"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

func handle(m *kafka.Message) { log.Printf("%s", m.Value) }

func main() {
	c, err := kafka.NewConsumer(&kafka.ConfigMap{"bootstrap.servers": "localhost", "group.id": "all"})
	if err != nil {
		log.Fatal(err)
	}
	if err := c.SubscribeTopics([]string{"^regexps\\.[a-z]+$", "regexps-plain"}, nil); err != nil {
		log.Fatal(err)
	}
	for {
		m, err := c.ReadMessage(time.Second)
		if err != nil {
			continue
		}
		handle(m)
	}
}
