// Package bus subscribes handlers.
package bus

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
)

type Message interface {
	Subject() string
	Data() []byte
}

type message struct {
	subject string
	data    []byte
}

func (m *message) Subject() string { return m.subject }
func (m *message) Data() []byte    { return m.data }

type Handler interface {
	Handle(ctx context.Context, m Message) error
}

type HandlerFunc func(ctx context.Context, m Message) error

func (f HandlerFunc) Handle(ctx context.Context, m Message) error { return f(ctx, m) }

type Middleware func(next Handler) Handler

// Store keeps messages.
type Store interface {
	Save(ctx context.Context, m Message) error
}

// Inbox saves a message before it is handled.
func Inbox(store Store) Middleware {
	return func(next Handler) Handler {
		return HandlerFunc(func(ctx context.Context, m Message) error {
			if err := store.Save(ctx, m); err != nil {
				return err
			}
			return next.Handle(ctx, m)
		})
	}
}

// Subscribe hands the messages of a subject to a handler.
func Subscribe(nc *nats.Conn, subject, group string, h Handler, middleware ...Middleware) error {
	for _, mw := range middleware {
		h = mw(h)
	}
	_, err := nc.QueueSubscribe(subject, group, func(m *nats.Msg) {
		if err := h.Handle(context.Background(), &message{subject: m.Subject, data: m.Data}); err != nil {
			log.Println(err)
		}
	})
	return err
}
