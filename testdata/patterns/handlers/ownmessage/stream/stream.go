// Package stream reads topics.
package stream

import (
	"context"
	"log"
	"time"

	"github.com/IBM/sarama"
)

// Message is one message of a topic.
type Message struct {
	Key, Value []byte
	Topic      string
	Offset     int64
	At         time.Time
	Headers    map[string]string
}

type Handler func(ctx context.Context, m Message) error

type Middleware func(next Handler) Handler

// Logging notes how long a message took.
func Logging(prefix string) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, m Message) error {
			begin := time.Now()
			err := next(ctx, m)
			log.Println(prefix, m.Topic, m.Offset, time.Since(begin), err)
			return err
		}
	}
}

type Consumer struct {
	group       sarama.ConsumerGroup
	topics      []string
	middlewares []Middleware
}

func NewConsumer(group sarama.ConsumerGroup, topics []string, middlewares ...Middleware) *Consumer {
	return &Consumer{group: group, topics: topics, middlewares: middlewares}
}

// Run hands messages to a handler until the context ends.
func (c *Consumer) Run(ctx context.Context, h Handler) error {
	claims := newClaims(h, c.middlewares...)
	for ctx.Err() == nil {
		if err := c.group.Consume(ctx, c.topics, claims); err != nil {
			return err
		}
	}
	return ctx.Err()
}

type claims struct{ handler Handler }

func newClaims(h Handler, middlewares ...Middleware) *claims {
	for i := len(middlewares) - 1; i >= 0; i-- {
		h = middlewares[i](h)
	}
	return &claims{handler: h}
}

func (c *claims) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (c *claims) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (c *claims) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case m, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			own := Message{Key: m.Key, Value: m.Value, Topic: m.Topic, Offset: m.Offset, At: m.Timestamp, Headers: headers(m.Headers)}
			if err := c.handler(session.Context(), own); err != nil {
				log.Println(err)
				continue
			}
			session.MarkMessage(m, "")
		case <-session.Context().Done():
			return nil
		}
	}
}

func headers(list []*sarama.RecordHeader) map[string]string {
	out := map[string]string{}
	for _, h := range list {
		out[string(h.Key)] = string(h.Value)
	}
	return out
}
