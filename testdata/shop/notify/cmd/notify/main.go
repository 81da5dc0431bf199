// Command notify runs the notification service.
package main

import (
	"context"
	"fmt"

	"example.com/shop/notify"
	"example.com/shop/platform/config"
	"example.com/shop/platform/events"
	"example.com/shop/platform/kafkabus"
	"example.com/shop/platform/natsbus"
	"example.com/shop/platform/rabbitbus"
	"example.com/shop/platform/service"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
	"golang.org/x/sync/errgroup"
)

func main() { service.Main("notify", run) }

// run wires the service and consumes until it is told to stop.
func run(ctx context.Context, cfg config.Config) error {
	conn, err := amqp.Dial(cfg.AMQPURL)
	if err != nil {
		return fmt.Errorf("connect to RabbitMQ: %w", err)
	}
	defer conn.Close()
	nc, err := natsbus.Connect(cfg.NATSURL, "notify")
	if err != nil {
		return err
	}
	defer natsbus.Close(nc)
	js, err := jetstream.New(nc)
	if err != nil {
		return fmt.Errorf("open JetStream: %w", err)
	}

	mailer := notify.NewMailer(config.GetEnv("MAIL_URL", "http://localhost:9002"))
	notifier := notify.NewNotifier(mailer, config.GetEnv("BUYERS", "buyers@shop.example.com"))
	if _, err := nc.QueueSubscribe(events.StockSubject("*"), "notify", notifier.StockLow); err != nil {
		return fmt.Errorf("subscribe to stock: %w", err)
	}
	payments := rabbitbus.NewConsumer(conn, events.Exchange)
	cancellations := kafkabus.NewConsumer(cfg.KafkaBrokers, kafkabus.WithTopic(events.TopicOrderCancelled), kafkabus.WithGroup("notify"))

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return payments.Run(ctx, "notify.payments", "payment.*", notifier.Payment) })
	group.Go(func() error { return cancellations.Run(ctx, notifier.OrderCancelled) })
	group.Go(func() error { return notifier.FollowShipments(ctx, js) })
	return group.Wait()
}
