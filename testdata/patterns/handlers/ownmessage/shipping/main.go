package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/IBM/sarama"

	"example.com/handlers/ownmessage/stream"
)

type paid struct{ Order string }

type returned struct{ Order, Reason string }

// runner is what reads a topic.
type runner interface {
	Run(ctx context.Context, h stream.Handler) error
}

type service struct {
	paid, returned runner
	parcels        map[string]bool
}

func (s *service) run(ctx context.Context) {
	go func() {
		if err := s.paid.Run(ctx, s.onPaid); err != nil {
			log.Println(err)
		}
	}()
	if err := s.returned.Run(ctx, s.onReturned); err != nil {
		log.Println(err)
	}
}

func (s *service) onPaid(_ context.Context, m stream.Message) error {
	var e paid
	if err := json.Unmarshal(m.Value, &e); err != nil {
		return err
	}
	s.parcels[e.Order] = true
	return nil
}

func (s *service) onReturned(_ context.Context, m stream.Message) error {
	var e returned
	if err := json.Unmarshal(m.Value, &e); err != nil {
		return err
	}
	delete(s.parcels, e.Order)
	return nil
}

func main() {
	group, err := sarama.NewConsumerGroup([]string{"kafka:9092"}, "shipping", sarama.NewConfig())
	if err != nil {
		log.Fatal(err)
	}
	s := &service{
		paid:     stream.NewConsumer(group, []string{"ownmessage.paid"}, stream.Logging("shipping")),
		returned: stream.NewConsumer(group, []string{"ownmessage.returned"}, stream.Logging("shipping")),
		parcels:  map[string]bool{},
	}
	s.run(context.Background())
}
