// Command orders runs the order service.
package main

import (
	"context"
	"database/sql"
	"fmt"

	"example.com/shop/orders"
	"example.com/shop/platform/config"
	"example.com/shop/platform/events"
	"example.com/shop/platform/httpjson"
	"example.com/shop/platform/kafkabus"
	"example.com/shop/platform/natsbus"
	"example.com/shop/platform/prices"
	"example.com/shop/platform/rabbitbus"
	"example.com/shop/platform/service"
	_ "github.com/lib/pq"
	"github.com/nats-io/nats.go/jetstream"
	amqp "github.com/rabbitmq/amqp091-go"
	"golang.org/x/sync/errgroup"
)

func main() { service.Main("orders", run) }

// run wires the service and serves until it is told to stop.
func run(ctx context.Context, cfg config.Config) error {
	db, err := sql.Open("postgres", config.GetEnv("DATABASE_URL", "postgres://localhost/orders?sslmode=disable"))
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	defer db.Close()
	conn, err := amqp.Dial(cfg.AMQPURL)
	if err != nil {
		return fmt.Errorf("connect to RabbitMQ: %w", err)
	}
	defer conn.Close()
	nc, err := natsbus.Connect(cfg.NATSURL, "orders")
	if err != nil {
		return err
	}
	defer natsbus.Close(nc)
	js, err := jetstream.New(nc)
	if err != nil {
		return fmt.Errorf("open JetStream: %w", err)
	}
	producer := kafkabus.NewProducer(cfg.KafkaBrokers)
	defer producer.Close()

	desk := orders.NewService(orders.NewStore(db), prices.NewClient(nc), producer, cfg.OrdersTopic)
	consumer := rabbitbus.NewConsumer(conn, events.Exchange)

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return httpjson.Serve(ctx, cfg.HTTPAddr, desk.Routes()) })
	group.Go(func() error { return desk.ConsumePayments(ctx, consumer) })
	group.Go(func() error { return desk.FollowShipments(ctx, js) })
	return group.Wait()
}
