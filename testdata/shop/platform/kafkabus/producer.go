// Package kafkabus publishes and consumes JSON events on Kafka.
package kafkabus

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Producer publishes events to any topic.
type Producer struct {
	writer *kafka.Writer
}

// NewProducer returns a producer that waits until all in-sync replicas have an event.
// Events with the same key stay in order.
func NewProducer(brokers []string) *Producer {
	return &Producer{writer: &kafka.Writer{
		Addr:                   kafka.TCP(brokers...),
		Balancer:               &kafka.Hash{},
		RequiredAcks:           kafka.RequireAll,
		BatchTimeout:           10 * time.Millisecond,
		AllowAutoTopicCreation: true,
	}}
}

// Publish writes event as JSON to topic.
func (p *Producer) Publish(ctx context.Context, topic, key string, event any) error {
	value, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("encode event for %s: %w", topic, err)
	}
	msg := kafka.Message{Topic: topic, Key: []byte(key), Value: value}
	if err := p.writer.WriteMessages(ctx, msg); err != nil {
		return fmt.Errorf("write to %s: %w", topic, err)
	}
	return nil
}

// Close flushes what is still buffered.
func (p *Producer) Close() error { return p.writer.Close() }
