// Package reading fetches messages, and starts again when that goes wrong.
package reading

import (
	"context"
	"sync"

	"github.com/segmentio/kafka-go"
)

type Config struct {
	Brokers []string
	Topic   string
	Group   string
}

type Consumer struct {
	mu     sync.Mutex
	reader *kafka.Reader
	config Config
}

func NewConsumer(config Config) *Consumer {
	c := &Consumer{config: config}
	c.reader = newReader(config)
	return c
}

func newReader(config Config) *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{Brokers: config.Brokers, Topic: config.Topic, GroupID: config.Group})
}

// Fetch waits for the next message.
func (c *Consumer) Fetch(ctx context.Context) (kafka.Message, error) {
	c.mu.Lock()
	r := c.reader
	c.mu.Unlock()
	return r.FetchMessage(ctx)
}

// Done commits a message.
func (c *Consumer) Done(ctx context.Context, m kafka.Message) error {
	return c.reader.CommitMessages(ctx, m)
}

// Reopen makes the reader anew.
func (c *Consumer) Reopen() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.reader.Close()
	c.reader = newReader(c.config)
}
