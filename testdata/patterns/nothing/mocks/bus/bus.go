// Package bus publishes events.
package bus

import (
	"encoding/json"

	"github.com/IBM/sarama"
)

// Event is an event.
type Event struct{ ID string }

// Publisher publishes events.
type Publisher interface {
	Publish(topic string, e Event) error
}

// Kafka is a Publisher.
type Kafka struct{ producer sarama.SyncProducer }

// New returns a publisher with a producer.
func New(p sarama.SyncProducer) *Kafka { return &Kafka{producer: p} }

// Publish implements Publisher.
func (k *Kafka) Publish(topic string, e Event) error {
	value, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, _, err = k.producer.SendMessage(&sarama.ProducerMessage{Topic: topic, Value: sarama.ByteEncoder(value)})
	return err
}
