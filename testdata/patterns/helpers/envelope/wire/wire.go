// Package wire publishes events in envelopes.
package wire

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"github.com/rabbitmq/amqp091-go"
)

type envelope struct {
	exchange string
	key      string
	body     []byte
	kind     string
}

// Publisher publishes events.
type Publisher struct {
	channel *amqp091.Channel
	config  map[string]*envelope
}

// New makes a publisher.
func New(ch *amqp091.Channel) *Publisher {
	return &Publisher{channel: ch, config: map[string]*envelope{}}
}

// Publish publishes an event on the exchange of its type.
func (p *Publisher) Publish(ctx context.Context, event any) error {
	e := p.config[reflect.TypeOf(event).String()]
	if e == nil {
		e = defaults(event)
	}
	if err := e.fill(event); err != nil {
		return err
	}
	return p.channel.PublishWithContext(ctx, e.exchange, e.key, false, false, e.publishing())
}

func defaults(event any) *envelope {
	name := reflect.TypeOf(event).Name()
	return &envelope{exchange: "envelope." + name, key: name, kind: name}
}

func (e *envelope) fill(event any) (err error) {
	e.body, err = json.Marshal(event)
	return err
}

func (e *envelope) publishing() amqp091.Publishing {
	return amqp091.Publishing{Timestamp: time.Now(), Type: e.kind, Body: e.body}
}
