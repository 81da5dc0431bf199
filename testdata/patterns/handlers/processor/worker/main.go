package main

import (
	"context"
	"log"

	"example.com/handlers/processor/consumer"
)

type order struct{ ID string }

type returned struct{ ID string }

type shipper struct{ shipped []string }

func (s *shipper) Process(_ context.Context, o order) error {
	s.shipped = append(s.shipped, o.ID)
	return nil
}

type refunder struct{}

func (refunder) Process(_ context.Context, r returned) error {
	log.Printf("refund %s", r.ID)
	return nil
}

func main() {
	ctx := context.Background()
	go func() {
		log.Fatal(consumer.Start[returned](ctx, "processor.returns", "worker", refunder{}))
	}()
	log.Fatal(consumer.Start(ctx, "processor.orders", "worker", consumer.MessageProcessor[order](&shipper{})))
}
