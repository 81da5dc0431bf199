// Command caarlos takes its topic from configuration.
package main

import (
	"context"
	"github.com/caarlos0/env/v11"
	"github.com/segmentio/kafka-go"
	"log"
)

type config struct {
	Kafka struct {
		Topic string `env:"TOPIC" envDefault:"caarlos.orders"`
		Extra string `env:"EXTRA"`
	} `envPrefix:"KAFKA_"`
}

func main() {
	var c config
	if err := env.Parse(&c); err != nil {
		log.Fatal(err)
	}
	publish(c.Kafka.Topic)
	publish(c.Kafka.Extra)
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
