// Package orders takes orders and follows them until they are dispatched or cancelled.
package orders

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"example.com/shop/platform/events"
)

// Publisher publishes an event to a topic. Events with the same key stay in order.
type Publisher interface {
	Publish(ctx context.Context, topic, key string, event any) error
}

// Pricer knows what a product costs, in cents.
type Pricer interface {
	Price(ctx context.Context, sku string) (int64, error)
}

// Service is the order desk.
type Service struct {
	store  *Store
	prices Pricer
	events Publisher
	topic  string
}

// NewService returns a service that announces new orders on topic.
func NewService(store *Store, prices Pricer, publisher Publisher, topic string) *Service {
	return &Service{store: store, prices: prices, events: publisher, topic: topic}
}

// Place prices an order, stores it, announces it and returns its ID.
func (s *Service) Place(ctx context.Context, email string, lines []events.Line) (string, error) {
	var total int64
	for _, line := range lines {
		cents, err := s.prices.Price(ctx, line.SKU)
		if err != nil {
			return "", fmt.Errorf("price of %s: %w", line.SKU, err)
		}
		total += cents * int64(line.Quantity)
	}
	id := rand.Text()
	if err := s.store.Insert(ctx, id, email, total); err != nil {
		return "", err
	}
	order := events.OrderCreated{OrderID: id, Email: email, Lines: lines, Total: total, PlacedAt: time.Now().UTC()}
	if err := s.events.Publish(ctx, s.topic, id, order); err != nil {
		return "", err
	}
	return id, nil
}
