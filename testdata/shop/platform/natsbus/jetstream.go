package natsbus

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	retention     = 30 * 24 * time.Hour
	maxDeliveries = 5
	retryDelay    = 10 * time.Second
)

// EnsureStream creates the stream called name, or brings it up to date.
func EnsureStream(ctx context.Context, js jetstream.JetStream, name string, subjects ...string) (jetstream.Stream, error) {
	stream, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:     name,
		Subjects: subjects,
		Storage:  jetstream.FileStorage,
		MaxAge:   retention,
	})
	if err != nil {
		return nil, fmt.Errorf("ensure stream %s: %w", name, err)
	}
	return stream, nil
}

// Store publishes event as JSON to a subject of a stream and waits until the stream has it.
func Store(ctx context.Context, js jetstream.JetStream, subject string, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("encode event for %s: %w", subject, err)
	}
	if _, err := js.Publish(ctx, subject, data); err != nil {
		return fmt.Errorf("publish %s: %w", subject, err)
	}
	return nil
}

// Follow hands the events of stream to handle until ctx is done. The position is kept under the name durable.
// filter limits the subjects; with "" the consumer gets all of them. Events in work are finished first.
func Follow[T any](ctx context.Context, stream jetstream.Stream, durable, filter string, handle func(context.Context, T) error) error {
	consumer, err := stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable:       durable,
		FilterSubject: filter,
		AckPolicy:     jetstream.AckExplicitPolicy,
		MaxDeliver:    maxDeliveries,
	})
	if err != nil {
		return fmt.Errorf("create consumer %s: %w", durable, err)
	}
	work := context.WithoutCancel(ctx)
	running, err := consumer.Consume(func(msg jetstream.Msg) {
		var event T
		if err := json.Unmarshal(msg.Data(), &event); err != nil {
			settle(msg, msg.TermWithReason("not decodable: "+err.Error()))
			return
		}
		if err := handle(work, event); err != nil {
			slog.Error("event failed", "subject", msg.Subject(), "error", err)
			settle(msg, msg.NakWithDelay(retryDelay))
			return
		}
		settle(msg, msg.Ack())
	})
	if err != nil {
		return fmt.Errorf("consume %s: %w", durable, err)
	}
	<-ctx.Done()
	running.Drain()
	<-running.Closed()
	return nil
}

// settle logs that the server was not told what became of msg; it will send it again.
func settle(msg jetstream.Msg, err error) {
	if err != nil {
		slog.Warn("event not settled", "subject", msg.Subject(), "error", err)
	}
}
