package kafkabus

import (
	"context"
	"fmt"

	"github.com/segmentio/kafka-go"
)

// Handler processes one message. When it fails, the message is not committed.
type Handler func(ctx context.Context, msg kafka.Message) error

// Option changes how a Consumer reads.
type Option func(*kafka.ReaderConfig)

// WithTopic sets the topic to read.
func WithTopic(topic string) Option {
	return func(cfg *kafka.ReaderConfig) { cfg.Topic = topic }
}

// WithGroup sets the consumer group, which shares the partitions and remembers the offsets.
func WithGroup(group string) Option {
	return func(cfg *kafka.ReaderConfig) { cfg.GroupID = group }
}

// Consumer reads the messages of one topic.
type Consumer struct {
	reader *kafka.Reader
}

// NewConsumer returns a consumer; nothing is read before Run.
func NewConsumer(brokers []string, options ...Option) *Consumer {
	cfg := kafka.ReaderConfig{Brokers: brokers}
	for _, option := range options {
		option(&cfg)
	}
	return &Consumer{reader: kafka.NewReader(cfg)}
}

// Run hands each message to handle and commits it, until ctx is done or handle fails.
// A message in work is finished first; one that failed is read again by the next Run of the group.
func (c *Consumer) Run(ctx context.Context, handle Handler) error {
	defer c.reader.Close()
	work := context.WithoutCancel(ctx)
	for {
		msg, err := c.reader.FetchMessage(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("fetch: %w", err)
		}
		if err := handle(work, msg); err != nil {
			return fmt.Errorf("handle %s at %d/%d: %w", msg.Topic, msg.Partition, msg.Offset, err)
		}
		if err := c.reader.CommitMessages(work, msg); err != nil {
			return fmt.Errorf("commit: %w", err)
		}
	}
}
