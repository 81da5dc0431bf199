// Package natsbus publishes, requests and consumes JSON messages on NATS and JetStream.
package natsbus

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/nats-io/nats.go"
)

// Connect connects to url and keeps reconnecting for as long as the service lives.
func Connect(url, service string) (*nats.Conn, error) {
	nc, err := nats.Connect(url, nats.Name(service), nats.MaxReconnects(-1))
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", url, err)
	}
	return nc, nil
}

// Close lets running handlers finish, flushes, and then closes the connection.
func Close(nc *nats.Conn) {
	closed := make(chan struct{})
	nc.SetClosedHandler(func(*nats.Conn) { close(closed) })
	if err := nc.Drain(); err != nil {
		slog.Warn("connection not drained", "error", err)
		return
	}
	<-closed
}

// Publish sends event as JSON. Nobody confirms it.
func Publish(nc *nats.Conn, subject string, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("encode event for %s: %w", subject, err)
	}
	if err := nc.Publish(subject, data); err != nil {
		return fmt.Errorf("publish %s: %w", subject, err)
	}
	return nil
}

// Request sends request as JSON and decodes the reply.
func Request[Reply any](ctx context.Context, nc *nats.Conn, subject string, request any) (Reply, error) {
	var reply Reply
	data, err := json.Marshal(request)
	if err != nil {
		return reply, fmt.Errorf("encode request to %s: %w", subject, err)
	}
	msg, err := nc.RequestWithContext(ctx, subject, data)
	if err != nil {
		return reply, fmt.Errorf("request %s: %w", subject, err)
	}
	if err := json.Unmarshal(msg.Data, &reply); err != nil {
		return reply, fmt.Errorf("decode reply of %s: %w", subject, err)
	}
	return reply, nil
}

// Subscribe decodes each message on subject and hands it to handle. Failures are logged: there is no redelivery.
func Subscribe[T any](nc *nats.Conn, subject string, handle func(context.Context, T) error) (*nats.Subscription, error) {
	return nc.Subscribe(subject, func(msg *nats.Msg) {
		var event T
		err := json.Unmarshal(msg.Data, &event)
		if err == nil {
			err = handle(context.Background(), event)
		}
		if err != nil {
			slog.Error("message dropped", "subject", msg.Subject, "error", err)
		}
	})
}
