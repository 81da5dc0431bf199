package main

import (
	"context"
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

type command struct{ Name string }

type created struct{ Name string }

type events interface {
	emit(ctx context.Context, key string, event any) error
}

type publisher struct{ ch *amqp.Channel }

func newPublisher(ch *amqp.Channel) *publisher { return &publisher{ch: ch} }

func (p *publisher) emit(ctx context.Context, key string, event any) error {
	body, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return p.ch.PublishWithContext(ctx, "wire.events", key, false, false, amqp.Publishing{Body: body})
}

type service struct{ events events }

func newService(e events) *service { return &service{events: e} }

func (s *service) create(ctx context.Context, name string) error {
	return s.events.emit(ctx, "user.created", created{Name: name})
}

type listener struct {
	ch      *amqp.Channel
	service *service
}

func newListener(ch *amqp.Channel, s *service) *listener { return &listener{ch: ch, service: s} }

func (l *listener) run(ctx context.Context) error {
	deliveries, err := l.ch.Consume("wire.commands", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		var c command
		if err := json.Unmarshal(d.Body, &c); err != nil {
			return err
		}
		if err := l.service.create(ctx, c.Name); err != nil {
			return err
		}
	}
	return nil
}

func newChannel(conn *amqp.Connection) (*amqp.Channel, func(), error) {
	ch, err := conn.Channel()
	if err != nil {
		return nil, nil, err
	}
	return ch, func() { ch.Close() }, nil
}

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	l, cleanup, err := initialize(conn)
	if err != nil {
		log.Fatal(err)
	}
	defer cleanup()
	log.Fatal(l.run(context.Background()))
}
