// Package sub subscribes.
package sub

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/nats-io/nats.go"
)

// Subscriber gets messages of a subject.
type Subscriber struct {
	nc   *nats.Conn
	opts options
}

type options struct {
	subject string
	group   string
}

// Option changes a subscriber.
type Option interface{ apply(*options) }

type optionFunc func(*options)

func (f optionFunc) apply(o *options) { f(o) }

// Subject sets the subject.
func Subject(s string) Option { return optionFunc(func(o *options) { o.subject = s }) }

// Group sets the queue group.
func Group(g string) Option { return optionFunc(func(o *options) { o.group = g }) }

// New returns a subscriber.
func New(nc *nats.Conn, opts ...Option) *Subscriber {
	s := &Subscriber{nc: nc, opts: options{subject: "subjectoption.default"}}
	for _, o := range opts {
		o.apply(&s.opts)
	}
	return s
}

// Receive decodes each message for handle until ctx is done.
func Receive[T any](ctx context.Context, s *Subscriber, handle func(T)) error {
	sub, err := s.nc.QueueSubscribe(s.opts.subject, s.opts.group, func(m *nats.Msg) {
		var v T
		if err := json.Unmarshal(m.Data, &v); err != nil {
			slog.Warn("dropped", "error", err)
			return
		}
		handle(v)
	})
	if err != nil {
		return err
	}
	<-ctx.Done()
	return sub.Drain()
}
