// Command kongcli takes its topic from configuration.
package main

import (
	"context"
	"github.com/alecthomas/kong"
	"github.com/segmentio/kafka-go"
	"log"
)

var cli struct {
	Topic string `help:"the topic" default:"kong.orders" env:"KONG_TOPIC"`
}

func main() {
	kong.Parse(&cli)
	publish(cli.Topic)
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
