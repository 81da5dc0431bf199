package main

import (
	"encoding/json"
	"log"

	"example.com/cgo/native/clock"
	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

type reading struct {
	Celsius float64
	At      int64
}

func topic() *string {
	t := clock.Topic
	return &t
}

func main() {
	p, err := kafka.NewProducer(&kafka.ConfigMap{"bootstrap.servers": "localhost:9092"})
	if err != nil {
		log.Fatal(err)
	}
	defer p.Close()
	value, err := json.Marshal(reading{Celsius: 21, At: clock.Now()})
	if err != nil {
		log.Fatal(err)
	}
	p.ProduceChannel() <- &kafka.Message{TopicPartition: kafka.TopicPartition{Topic: topic()}, Value: value}
}
