// Package orders is the orders service.
package orders

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/segmentio/kafka-go"
)

const topic = "foreign.orders"

type order struct{ ID string }

// Publish publishes an order.
func Publish(ctx context.Context, id string) error {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	defer w.Close()
	value, err := json.Marshal(order{ID: id})
	if err != nil {
		return err
	}
	return w.WriteMessages(ctx, kafka.Message{Value: value})
}

type cache struct {
	mu     sync.Mutex
	orders map[string]order
}

func (c *cache) add(msg kafka.Message) error {
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.orders[o.ID] = o
	return nil
}

// Listen fills a cache with the orders of others. The orders service itself does
// not need it.
func Listen(ctx context.Context, group string) error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"localhost:9092"}, Topic: topic, GroupID: group})
	defer r.Close()
	c := &cache{orders: map[string]order{}}
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := c.add(msg); err != nil {
			return err
		}
	}
}
