package catalog

import (
	"context"
	"encoding/json"
	"fmt"

	"example.com/shop/platform/events"
	"github.com/IBM/sarama"
)

// Consumer feeds what happens elsewhere into stock and popularity. It implements sarama.ConsumerGroupHandler.
type Consumer struct {
	ordersTopic string
	stock       *Stock
	popularity  *Popularity
}

// NewConsumer returns a consumer that expects new orders on ordersTopic.
func NewConsumer(ordersTopic string, stock *Stock, popularity *Popularity) *Consumer {
	return &Consumer{ordersTopic: ordersTopic, stock: stock, popularity: popularity}
}

// Run consumes topics as a member of group, through all its rebalances, until ctx is done.
func (c *Consumer) Run(ctx context.Context, group sarama.ConsumerGroup, topics []string) error {
	for ctx.Err() == nil {
		if err := group.Consume(ctx, topics, c); err != nil && ctx.Err() == nil {
			return fmt.Errorf("consume %v: %w", topics, err)
		}
	}
	return nil
}

// Setup implements sarama.ConsumerGroupHandler.
func (c *Consumer) Setup(sarama.ConsumerGroupSession) error { return nil }

// Cleanup implements sarama.ConsumerGroupHandler.
func (c *Consumer) Cleanup(sarama.ConsumerGroupSession) error { return nil }

// ConsumeClaim implements sarama.ConsumerGroupHandler.
func (c *Consumer) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			if err := c.dispatch(session.Context(), msg); err != nil {
				return fmt.Errorf("%s at %d/%d: %w", msg.Topic, msg.Partition, msg.Offset, err)
			}
			session.MarkMessage(msg, "")
		case <-session.Context().Done():
			return nil
		}
	}
}

// dispatch gives a message to whom its topic concerns.
func (c *Consumer) dispatch(ctx context.Context, msg *sarama.ConsumerMessage) error {
	switch msg.Topic {
	case c.ordersTopic:
		return deliver(ctx, msg, c.stock.Reserve)
	case events.TopicOrderCancelled:
		return deliver(ctx, msg, c.stock.Release)
	case events.TopicPageViewed:
		return deliver(ctx, msg, c.popularity.Count)
	default:
		return fmt.Errorf("topic %q has no handler", msg.Topic)
	}
}

// deliver decodes a message for its handler.
func deliver[T any](ctx context.Context, msg *sarama.ConsumerMessage, handle func(context.Context, T) error) error {
	var event T
	if err := json.Unmarshal(msg.Value, &event); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	return handle(ctx, event)
}
