// Command edge is what the web shop talks to: it shows products and records which of them are looked at.
package main

import (
	"context"
	"fmt"

	"example.com/shop/platform/config"
	"example.com/shop/platform/events"
	"example.com/shop/platform/httpjson"
	"example.com/shop/platform/natsbus"
	"example.com/shop/platform/prices"
	"example.com/shop/platform/service"
	"github.com/IBM/sarama"
	"golang.org/x/sync/errgroup"
)

func main() { service.Main("edge", run) }

// run wires the service and serves until it is told to stop.
func run(ctx context.Context, cfg config.Config) error {
	nc, err := natsbus.Connect(cfg.NATSURL, "edge")
	if err != nil {
		return err
	}
	defer natsbus.Close(nc)
	producer, err := sarama.NewAsyncProducer(cfg.KafkaBrokers, sarama.NewConfig())
	if err != nil {
		return fmt.Errorf("connect to Kafka: %w", err)
	}

	tracker := NewTracker(producer)
	cache := NewPriceCache(prices.NewClient(nc))
	if _, err := natsbus.Subscribe(nc, events.SubjectPriceChanged, cache.priceChanged); err != nil {
		return fmt.Errorf("subscribe to prices: %w", err)
	}

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return tracker.Run(ctx) })
	group.Go(tracker.LogFailures)
	group.Go(func() error { return httpjson.Serve(ctx, cfg.HTTPAddr, routes(cache, tracker)) })
	return group.Wait()
}
