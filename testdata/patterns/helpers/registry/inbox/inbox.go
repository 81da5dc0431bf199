// Package inbox hands messages to handlers.
package inbox

import (
	"context"
	"log"

	"example.com/helpers/registry/codec"
	"github.com/rabbitmq/amqp091-go"
)

// Delivery is a decoded message.
type Delivery struct {
	ID    string
	Event any
}

// Handler handles messages.
type Handler interface {
	Handle(ctx context.Context, d *Delivery) error
}

// Inbox is a queue with its handlers.
type Inbox struct {
	queue    string
	codec    codec.Codec
	handlers []Handler
}

// New makes an inbox.
func New(queue string) *Inbox { return &Inbox{queue: queue, codec: codec.JSON()} }

// On adds a handler.
func (i *Inbox) On(h Handler) *Inbox {
	i.handlers = append(i.handlers, h)
	return i
}

// Run hands messages over until the channel is closed.
func (i *Inbox) Run(ctx context.Context, ch *amqp091.Channel) error {
	deliveries, err := ch.ConsumeWithContext(ctx, i.queue, "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		i.handle(ctx, d)
	}
	return nil
}

func (i *Inbox) handle(ctx context.Context, d amqp091.Delivery) {
	event, err := i.codec.Decode(d.Type, d.Body)
	if err != nil {
		log.Print(err)
		return
	}
	for _, h := range i.handlers {
		if err := h.Handle(ctx, &Delivery{ID: d.MessageId, Event: event}); err != nil {
			log.Print(err)
		}
	}
}
