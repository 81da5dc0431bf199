// Command kelsey takes its topic from configuration.
package main

import (
	"context"
	"github.com/kelseyhightower/envconfig"
	"github.com/segmentio/kafka-go"
	"log"
)

type config struct {
	OrdersTopic string `split_words:"true" default:"kelsey.orders"`
}

func main() {
	var c config
	envconfig.MustProcess("shop", &c)
	publish(c.OrdersTopic)
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
