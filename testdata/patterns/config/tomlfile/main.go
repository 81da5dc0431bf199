// Command tomlfile takes its topic from configuration.
package main

import (
	"context"
	"github.com/BurntSushi/toml"
	"github.com/segmentio/kafka-go"
	"log"
)

type config struct {
	Kafka struct{ Topic string }
}

func main() {
	var c config
	if _, err := toml.DecodeFile("tomlfile/config.toml", &c); err != nil {
		log.Fatal(err)
	}
	publish(c.Kafka.Topic)
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
