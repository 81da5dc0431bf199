package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"

	"github.com/IBM/sarama"

	"example.com/handlers/claimfield/bus"
)

type failure struct{ Topic, Cause string }

type recorder struct{ seen []failure }

func newRecorder() bus.Handler { return &recorder{} }

func (r *recorder) Handle(_ context.Context, message any) error {
	m, ok := message.(*sarama.ConsumerMessage)
	if !ok {
		return errors.New("not of Kafka")
	}
	var f failure
	if err := json.Unmarshal(m.Value, &f); err != nil {
		return err
	}
	r.seen = append(r.seen, f)
	return nil
}

func main() {
	group, err := sarama.NewConsumerGroup([]string{"kafka:9092"}, "audit", sarama.NewConfig())
	if err != nil {
		log.Fatal(err)
	}
	s := &bus.Subscriber{Group: group, Claims: bus.NewClaims(newRecorder()), Topics: []string{"claimfield.failed"}}
	s.Subscribe()
	select {}
}
