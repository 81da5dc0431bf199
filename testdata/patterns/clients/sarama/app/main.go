package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"strings"

	"github.com/IBM/sarama"
)

type order struct{ ID string }

type invoice struct{ ID string }

type service struct {
	group    sarama.ConsumerGroup
	producer sarama.AsyncProducer
	topics   []string
}

func (s *service) Setup(sarama.ConsumerGroupSession) error { return nil }

func (s *service) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (s *service) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case m, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			if err := s.handle(m); err == nil {
				session.MarkMessage(m, "")
			}
		case <-session.Context().Done():
			return nil
		}
	}
}

func (s *service) handle(m *sarama.ConsumerMessage) error {
	var o order
	if err := json.Unmarshal(m.Value, &o); err != nil {
		return err
	}
	return s.emit("sarama.invoices", o.ID, invoice{ID: o.ID})
}

func (s *service) emit(topic, key string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	s.producer.Input() <- &sarama.ProducerMessage{Topic: topic, Key: sarama.StringEncoder(key), Value: sarama.ByteEncoder(value)}
	return nil
}

func (s *service) run(ctx context.Context) error {
	go func() {
		for err := range s.producer.Errors() {
			log.Print(err)
		}
	}()
	for {
		if err := s.group.Consume(ctx, s.topics, s); errors.Is(err, sarama.ErrClosedConsumerGroup) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func newService(brokers []string) (*service, error) {
	config := sarama.NewConfig()
	config.Version = sarama.V3_6_0_0
	client, err := sarama.NewClient(brokers, config)
	if err != nil {
		return nil, err
	}
	group, err := sarama.NewConsumerGroupFromClient("billing", client)
	if err != nil {
		return nil, err
	}
	producer, err := sarama.NewAsyncProducerFromClient(client)
	if err != nil {
		return nil, err
	}
	return &service{group: group, producer: producer, topics: []string{"sarama.orders", "sarama.renewals"}}, nil
}

func main() {
	s, err := newService(strings.Split(os.Getenv("BROKERS"), ","))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(s.run(context.Background()))
}
