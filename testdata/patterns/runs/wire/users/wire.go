//go:build wireinject

package main

import (
	"github.com/google/wire"
	amqp "github.com/rabbitmq/amqp091-go"
)

func initialize(conn *amqp.Connection) (*listener, func(), error) {
	wire.Build(newChannel, newPublisher, wire.Bind(new(events), new(*publisher)), newService, newListener)
	return nil, nil, nil
}
