package main

import (
	"encoding/json"
	"log"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

type order struct{ ID string }

type config struct {
	Servers string
	Topic   string
}

type producer struct {
	*kafka.Producer
	cfg *config
}

func newProducer(cfg *config) (*producer, error) {
	p, err := kafka.NewProducer(&kafka.ConfigMap{"bootstrap.servers": cfg.Servers, "acks": "all"})
	if err != nil {
		return nil, err
	}
	return &producer{Producer: p, cfg: cfg}, nil
}

func (p *producer) place(id string) error {
	value, err := json.Marshal(order{ID: id})
	if err != nil {
		return err
	}
	reports := make(chan kafka.Event)
	defer close(reports)
	err = p.Produce(&kafka.Message{
		TopicPartition: kafka.TopicPartition{Topic: &p.cfg.Topic, Partition: kafka.PartitionAny},
		Value:          value,
	}, reports)
	if err != nil {
		return err
	}
	report := (<-reports).(*kafka.Message)
	return report.TopicPartition.Error
}

func (p *producer) audit(name string) error {
	topic := "pointer.audit." + name
	msg := &kafka.Message{Value: []byte("seen")}
	msg.TopicPartition.Topic = &topic
	return p.Produce(msg, nil)
}

func (p *producer) reports() {
	for e := range p.Events() {
		switch e := e.(type) {
		case *kafka.Message:
			log.Printf("%s: %v", *e.TopicPartition.Topic, e.TopicPartition.Error)
		case kafka.Error:
			log.Print(e)
		}
	}
}

func main() {
	p, err := newProducer(&config{Servers: "localhost:9092", Topic: "pointer.orders"})
	if err != nil {
		log.Fatal(err)
	}
	go p.reports()
	if err := p.place("1"); err != nil {
		log.Fatal(err)
	}
	if err := p.audit("orders"); err != nil {
		log.Fatal(err)
	}
	p.Flush(1000)
}
