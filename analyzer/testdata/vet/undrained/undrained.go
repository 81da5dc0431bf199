// Package undrained reads no reports.
package undrained

import (
	"github.com/IBM/sarama"
	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

type publisher struct{ p sarama.AsyncProducer }

func newPublisher(addrs []string) (*publisher, error) {
	p, err := sarama.NewAsyncProducer(addrs, sarama.NewConfig()) // want `nobody reads Errors\(\) of this producer: failed messages are lost`
	if err != nil {
		return nil, err
	}
	return &publisher{p}, nil
}

func (p *publisher) publish(msg *sarama.ProducerMessage) { p.p.Input() <- msg }

func (p *publisher) close() error { return p.p.Close() }

func produce(conf *kafka.ConfigMap, msg *kafka.Message) error {
	p, err := kafka.NewProducer(conf) // want `nobody reads Events\(\) of this producer`
	if err != nil {
		return err
	}
	defer p.Close()
	return p.Produce(msg, nil)
}

// Reports that are turned off, or go to a channel of the call, are not missed.
//
// near miss: undrained-producer
func off(msg *kafka.Message, reports chan kafka.Event) error {
	p, err := kafka.NewProducer(&kafka.ConfigMap{"go.delivery.reports": false})
	if err != nil {
		return err
	}
	defer p.Close()
	q, err := kafka.NewProducer(&kafka.ConfigMap{})
	if err != nil {
		return err
	}
	defer q.Close()
	if err := q.Produce(msg, reports); err != nil {
		return err
	}
	return p.Produce(msg, nil)
}

func quiet(addrs []string, msg *sarama.ProducerMessage) error {
	conf := sarama.NewConfig()
	conf.Producer.Return.Errors = false
	p, err := sarama.NewAsyncProducer(addrs, conf)
	if err != nil {
		return err
	}
	defer p.Close()
	p.Input() <- msg
	return nil
}

// Of a producer that others made, others read the reports.
func given(p sarama.AsyncProducer, msg *sarama.ProducerMessage) { p.Input() <- msg }
