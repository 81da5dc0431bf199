// Command command has nobody beside it that could read its producer's reports.
package main

import (
	"log"

	"github.com/IBM/sarama"
)

type Tracker struct{ producer sarama.AsyncProducer }

func NewTracker(p sarama.AsyncProducer) *Tracker { return &Tracker{p} }

func (t *Tracker) Track(value string) {
	t.producer.Input() <- &sarama.ProducerMessage{Topic: "views", Value: sarama.StringEncoder(value)}
}

func main() {
	p, err := sarama.NewAsyncProducer([]string{"kafka:9092"}, sarama.NewConfig()) // want `nobody reads Errors\(\) of this producer`
	if err != nil {
		log.Fatal(err)
	}
	defer p.Close()
	NewTracker(p).Track("home")
}
