// Command koanfile takes its topic from configuration.
package main

import (
	"context"
	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
	"github.com/segmentio/kafka-go"
	"log"
)

func main() {
	k := koanf.New(".")
	if err := k.Load(file.Provider("koanfile/config.yaml"), yaml.Parser()); err != nil {
		log.Fatal(err)
	}
	publish(k.String("kafka.topic"))
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
