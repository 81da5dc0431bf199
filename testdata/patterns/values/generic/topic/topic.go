// Package topic has typed topics.
package topic

import (
	"encoding/json"

	"github.com/nats-io/nats.go"
)

// Topic is a subject for values of one type.
type Topic[T any] struct {
	nc   *nats.Conn
	name string
}

// Of returns the topic with a name.
func Of[T any](nc *nats.Conn, name string) *Topic[T] {
	return &Topic[T]{nc: nc, name: "generic." + name}
}

// Publish publishes a value.
func (t *Topic[T]) Publish(v T) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return t.nc.Publish(t.name, data)
}

// Subscribe gives all values to handle.
func (t *Topic[T]) Subscribe(handle func(*T) error) error {
	_, err := t.nc.Subscribe(t.name, func(m *nats.Msg) {
		v := new(T)
		if err := json.Unmarshal(m.Data, v); err == nil {
			_ = handle(v)
		}
	})
	return err
}
