// Command pflags takes its topic from configuration.
package main

import (
	"context"
	"github.com/segmentio/kafka-go"
	"github.com/spf13/pflag"
	"log"
)

func main() {
	topic := pflag.String("topic", "pflag.orders", "the topic")
	var bills string
	pflag.StringVarP(&bills, "bills", "b", "pflag.bills", "the other topic")
	pflag.Parse()
	publish(*topic)
	publish(bills)
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
