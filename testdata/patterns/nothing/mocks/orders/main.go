package main

import (
	"log"

	"example.com/nothing/mocks/bus"
	"example.com/nothing/mocks/busmock"
	"github.com/IBM/sarama"
)

// recorder is for a demonstration that does not run here.
var recorder func() bus.Publisher = func() bus.Publisher { return &busmock.Publisher{} }

func main() {
	producer, err := sarama.NewSyncProducer([]string{"localhost:9092"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	var p bus.Publisher = bus.New(producer)
	if err := p.Publish("mocks.orders", bus.Event{ID: "1"}); err != nil {
		log.Fatal(err)
	}
}
