package rabbitbus

import (
	"context"
	"fmt"
	"log/slog"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Messages that a handler rejects end here, for a person to look at.
const (
	deadLetterExchange = "shop.dlx"
	deadLetterQueue    = "shop.dead-letters"
)

const prefetch = 20

// Handler processes one delivery. When it fails, the delivery is dead-lettered.
type Handler func(ctx context.Context, delivery amqp.Delivery) error

// Consumer consumes queues that are bound to one exchange.
type Consumer struct {
	conn     *amqp.Connection
	exchange string
}

// NewConsumer returns a consumer for queues on exchange.
func NewConsumer(conn *amqp.Connection, exchange string) *Consumer {
	return &Consumer{conn: conn, exchange: exchange}
}

// Run declares queue, binds it with key, and hands each delivery to handle until ctx is done.
// Deliveries that have already arrived are finished first.
func (c *Consumer) Run(ctx context.Context, queue, key string, handle Handler) error {
	channel, err := c.conn.Channel()
	if err != nil {
		return fmt.Errorf("open channel: %w", err)
	}
	defer channel.Close()
	if err := declareDeadLetters(channel); err != nil {
		return err
	}
	if err := c.declare(channel, queue, key); err != nil {
		return err
	}
	if err := channel.Qos(prefetch, 0, false); err != nil {
		return fmt.Errorf("set prefetch: %w", err)
	}
	deliveries, err := channel.ConsumeWithContext(ctx, queue, "", false, false, false, false, nil)
	if err != nil {
		return fmt.Errorf("consume %s: %w", queue, err)
	}
	work := context.WithoutCancel(ctx)
	for delivery := range deliveries {
		if err := settle(delivery, handle(work, delivery)); err != nil {
			return fmt.Errorf("settle on %s: %w", queue, err)
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	return fmt.Errorf("deliveries of %s ended", queue)
}

// declare makes the exchange and the queue, and binds one to the other.
func (c *Consumer) declare(channel *amqp.Channel, queue, key string) error {
	if err := channel.ExchangeDeclare(c.exchange, amqp.ExchangeTopic, true, false, false, false, nil); err != nil {
		return fmt.Errorf("declare exchange %s: %w", c.exchange, err)
	}
	args := amqp.Table{"x-dead-letter-exchange": deadLetterExchange}
	if _, err := channel.QueueDeclare(queue, true, false, false, false, args); err != nil {
		return fmt.Errorf("declare queue %s: %w", queue, err)
	}
	if err := channel.QueueBind(queue, key, c.exchange, false, nil); err != nil {
		return fmt.Errorf("bind %s with %s: %w", queue, key, err)
	}
	return nil
}

// declareDeadLetters makes the exchange and the queue for rejected deliveries.
func declareDeadLetters(channel *amqp.Channel) error {
	if err := channel.ExchangeDeclare(deadLetterExchange, amqp.ExchangeFanout, true, false, false, false, nil); err != nil {
		return fmt.Errorf("declare exchange %s: %w", deadLetterExchange, err)
	}
	if _, err := channel.QueueDeclare(deadLetterQueue, true, false, false, false, nil); err != nil {
		return fmt.Errorf("declare queue %s: %w", deadLetterQueue, err)
	}
	if err := channel.QueueBind(deadLetterQueue, "", deadLetterExchange, false, nil); err != nil {
		return fmt.Errorf("bind %s: %w", deadLetterQueue, err)
	}
	return nil
}

// settle acknowledges a delivery, or rejects it for good when its handler failed.
func settle(delivery amqp.Delivery, failure error) error {
	if failure != nil {
		slog.Error("delivery rejected", "key", delivery.RoutingKey, "error", failure)
		return delivery.Nack(false, false)
	}
	return delivery.Ack(false)
}
