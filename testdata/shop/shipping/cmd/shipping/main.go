// Command shipping runs the shipping service.
package main

import (
	"context"
	"fmt"

	"example.com/shop/platform/config"
	"example.com/shop/platform/events"
	"example.com/shop/platform/natsbus"
	"example.com/shop/platform/rabbitbus"
	"example.com/shop/platform/service"
	"example.com/shop/shipping"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
)

func main() { service.Main("shipping", run) }

// run wires the service and consumes until it is told to stop.
func run(ctx context.Context, cfg config.Config) error {
	conn, err := amqp.Dial(cfg.AMQPURL)
	if err != nil {
		return fmt.Errorf("connect to RabbitMQ: %w", err)
	}
	defer conn.Close()
	nc, err := natsbus.Connect(cfg.NATSURL, "shipping")
	if err != nil {
		return err
	}
	defer natsbus.Close(nc)
	js, err := jetstream.New(nc)
	if err != nil {
		return fmt.Errorf("open JetStream: %w", err)
	}
	if _, err := natsbus.EnsureStream(ctx, js, events.StreamShipments, events.SubjectShipments); err != nil {
		return err
	}

	desk := shipping.NewService(js, config.GetEnv("CARRIER", "parcel-express"))
	consumer := rabbitbus.NewConsumer(conn, events.Exchange)
	return consumer.Run(ctx, "shipping.payments", events.KeyPaymentCaptured, desk.PaymentCaptured)
}
