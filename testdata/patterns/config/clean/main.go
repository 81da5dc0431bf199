// Command clean takes its topic from configuration.
package main

import (
	"context"
	"github.com/ilyakaznacheev/cleanenv"
	"github.com/segmentio/kafka-go"
	"log"
)

type config struct {
	Topic string `yaml:"topic" env:"CLEAN_TOPIC" env-default:"clean.stale"`
}

func main() {
	var c config
	if err := cleanenv.ReadConfig("clean/config.yml", &c); err != nil {
		log.Fatal(err)
	}
	publish(c.Topic)
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
