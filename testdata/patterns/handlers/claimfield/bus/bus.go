// Package bus hands claimed messages to a handler.
package bus

import (
	"context"
	"log"

	"github.com/IBM/sarama"
)

// Handler takes a message of some broker.
type Handler interface {
	Handle(ctx context.Context, message any) error
}

// Claims is the handler of a consumer group.
type Claims struct{ handler Handler }

func NewClaims(h Handler) *Claims { return &Claims{handler: h} }

func (c *Claims) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (c *Claims) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (c *Claims) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for message := range claim.Messages() {
		c.claim(session.Context(), message)
		session.MarkMessage(message, "")
	}
	return nil
}

func (c *Claims) claim(ctx context.Context, message *sarama.ConsumerMessage) {
	if c.handler == nil {
		c.print(message)
		return
	}
	if err := c.handler.Handle(ctx, message); err != nil {
		c.print(message)
	}
}

func (c *Claims) print(message *sarama.ConsumerMessage) {
	log.Printf("%s/%d: %s", message.Topic, message.Offset, message.Value)
}

// Subscriber consumes topics.
type Subscriber struct {
	Group  sarama.ConsumerGroup
	Claims sarama.ConsumerGroupHandler
	Topics []string
}

// Subscribe consumes until the group is closed.
func (s *Subscriber) Subscribe() {
	go func() {
		for {
			if err := s.Group.Consume(context.Background(), s.Topics, s.Claims); err != nil {
				log.Println(err)
			}
		}
	}()
}
