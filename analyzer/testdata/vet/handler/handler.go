// Package handler is given messages by a consumer that is elsewhere, and calls nothing
// of the client.
package handler

import (
	"context"
	"encoding/json"
	"log"

	"github.com/segmentio/kafka-go"
)

type order struct{ ID string }

type charger interface {
	Charge(ctx context.Context, id string) error
}

type service struct{ c charger }

func (s *service) unread(ctx context.Context, msg kafka.Message) error {
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil { // want `a message that json.Unmarshal cannot read is handled all the same, by charger.Charge \(handled-unread\)`
		log.Print(err)
	}
	return s.c.Charge(ctx, o.ID)
}

func (s *service) read(ctx context.Context, msg kafka.Message) error {
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil {
		return err
	}
	return s.c.Charge(ctx, o.ID)
}

// What is empty may not pass.
func (s *service) passes(ctx context.Context, msg kafka.Message) error {
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil {
		log.Print(err)
	}
	if o.ID == "" {
		return nil
	}
	return s.c.Charge(ctx, o.ID)
}

// Not a message, and so not known to be what was sent.
func (s *service) request(ctx context.Context, body []byte) error {
	var o order
	if err := json.Unmarshal(body, &o); err != nil {
		log.Print(err)
	}
	return s.c.Charge(ctx, o.ID)
}
