// Package bus is the company's way to talk.
package bus

import (
	"encoding/json"

	"github.com/nats-io/nats.go"
)

// Bus publishes and subscribes.
type Bus struct{ nc *nats.Conn }

// Open connects.
func Open() (*Bus, error) {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return nil, err
	}
	return &Bus{nc: nc}, nil
}

// Publish publishes a value.
func (b *Bus) Publish(subject string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.nc.Publish(subject, data)
}

// Subscribe gives values to handle.
func Subscribe[T any](b *Bus, subject, group string, handle func(T)) error {
	_, err := b.nc.QueueSubscribe(subject, group, func(m *nats.Msg) {
		var v T
		if json.Unmarshal(m.Data, &v) == nil {
			handle(v)
		}
	})
	return err
}
