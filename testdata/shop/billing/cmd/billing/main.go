// Command billing runs the billing service.
package main

import (
	"context"
	"fmt"

	"example.com/shop/billing"
	"example.com/shop/platform/config"
	"example.com/shop/platform/events"
	"example.com/shop/platform/kafkabus"
	"example.com/shop/platform/rabbitbus"
	"example.com/shop/platform/service"
	amqp "github.com/rabbitmq/amqp091-go"
)

func main() { service.Main("billing", run) }

// run wires the service and consumes until it is told to stop.
func run(ctx context.Context, cfg config.Config) error {
	conn, err := amqp.Dial(cfg.AMQPURL)
	if err != nil {
		return fmt.Errorf("connect to RabbitMQ: %w", err)
	}
	defer conn.Close()
	publisher, err := rabbitbus.NewPublisher(conn, events.Exchange)
	if err != nil {
		return err
	}

	provider := billing.NewProvider(config.GetEnv("PAYMENT_URL", "http://localhost:9001"))
	collector := billing.NewService(provider, publisher)
	consumer := kafkabus.NewConsumer(cfg.KafkaBrokers, kafkabus.WithTopic(cfg.OrdersTopic), kafkabus.WithGroup("billing"))
	return consumer.Run(ctx, collector.OrderCreated)
}
