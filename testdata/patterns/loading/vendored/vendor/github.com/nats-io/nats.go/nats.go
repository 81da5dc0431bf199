// Package nats has the signatures of the client that this fixture calls. It is no
// copy of the client.
package nats

import "errors"

// DefaultURL is where a server listens.
const DefaultURL = "nats://127.0.0.1:4222"

// Conn is a connection.
type Conn struct{}

// Option changes a connection.
type Option func(*Options) error

// Options are the options of a connection.
type Options struct{ Name string }

// Connect connects.
func Connect(url string, options ...Option) (*Conn, error) {
	return nil, errors.New("not a client")
}

// Publish publishes.
func (nc *Conn) Publish(subj string, data []byte) error { return errors.New("not a client") }

// Msg is a message.
type Msg struct {
	Subject string
	Reply   string
	Data    []byte
}

// MsgHandler handles messages.
type MsgHandler func(msg *Msg)

// Subscription is a subscription.
type Subscription struct{}

// QueueSubscribe subscribes as member of a group.
func (nc *Conn) QueueSubscribe(subj, queue string, cb MsgHandler) (*Subscription, error) {
	return nil, errors.New("not a client")
}
