// Package clients has the clients of all topics.
package clients

import (
	"context"
	"encoding/json"

	"github.com/segmentio/kafka-go"
)

const topic = "imported.orders"

// Order is an order.
type Order struct{ ID string }

// Orders publishes and reads orders.
type Orders struct {
	writer *kafka.Writer
	reader *kafka.Reader
}

// NewOrders returns a client that can do both.
func NewOrders(group string) *Orders {
	brokers := []string{"localhost:9092"}
	return &Orders{
		writer: &kafka.Writer{Addr: kafka.TCP(brokers...), Topic: topic},
		reader: kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, Topic: topic, GroupID: group}),
	}
}

// Place publishes a new order.
func (c *Orders) Place(ctx context.Context, id string) error {
	value, err := json.Marshal(Order{ID: id})
	if err != nil {
		return err
	}
	return c.writer.WriteMessages(ctx, kafka.Message{Value: value})
}

// Each gives all orders to handle.
func (c *Orders) Each(ctx context.Context, handle func(Order) error) error {
	for {
		msg, err := c.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		var o Order
		if err := json.Unmarshal(msg.Value, &o); err != nil {
			return err
		}
		if err := handle(o); err != nil {
			return err
		}
	}
}

// Refunds publishes refunds. Nobody uses it.
type Refunds struct{ writer *kafka.Writer }

// NewRefunds returns a client.
func NewRefunds() *Refunds {
	return &Refunds{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: "imported.refunds"}}
}

// Refund publishes a refund.
func (c *Refunds) Refund(ctx context.Context, id string) error {
	return c.writer.WriteMessages(ctx, kafka.Message{Value: []byte(id)})
}
