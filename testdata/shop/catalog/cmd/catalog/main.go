// Command catalog runs the catalog service.
package main

import (
	"context"
	"fmt"

	"example.com/shop/catalog"
	"example.com/shop/platform/config"
	"example.com/shop/platform/events"
	"example.com/shop/platform/httpjson"
	"example.com/shop/platform/natsbus"
	"example.com/shop/platform/service"
	"github.com/IBM/sarama"
	"golang.org/x/sync/errgroup"
)

func main() { service.Main("catalog", run) }

// run wires the service and serves until it is told to stop.
func run(ctx context.Context, cfg config.Config) error {
	nc, err := natsbus.Connect(cfg.NATSURL, "catalog")
	if err != nil {
		return err
	}
	defer natsbus.Close(nc)
	members, err := joinGroup(cfg.KafkaBrokers)
	if err != nil {
		return err
	}
	defer members.Close()

	prices, stock, popularity := catalog.NewPrices(nc), catalog.NewStock(nc), catalog.NewPopularity()
	if _, err := nc.QueueSubscribe(events.SubjectPriceGet, "catalog", prices.Answer); err != nil {
		return fmt.Errorf("answer price requests: %w", err)
	}
	consumer := catalog.NewConsumer(cfg.OrdersTopic, stock, popularity)
	topics := []string{cfg.OrdersTopic, events.TopicOrderCancelled, events.TopicPageViewed}

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return consumer.Run(ctx, members, topics) })
	group.Go(func() error { return httpjson.Serve(ctx, cfg.HTTPAddr, catalog.Routes(prices, popularity)) })
	return group.Wait()
}

// joinGroup prepares the membership in the consumer group of the catalog, which starts with the oldest event.
func joinGroup(brokers []string) (sarama.ConsumerGroup, error) {
	cfg := sarama.NewConfig()
	cfg.Consumer.Offsets.Initial = sarama.OffsetOldest
	members, err := sarama.NewConsumerGroup(brokers, "catalog", cfg)
	if err != nil {
		return nil, fmt.Errorf("join consumer group: %w", err)
	}
	return members, nil
}
