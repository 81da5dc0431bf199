package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/twmb/franz-go/pkg/kgo"
)

type order struct{ ID string }

type refund struct{ ID string }

type done struct{ Kind string }

type app struct{ client *kgo.Client }

func (a *app) emit(ctx context.Context, r *kgo.Record, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	r.Value = value
	return a.client.ProduceSync(ctx, r).FirstErr()
}

func (a *app) order(ctx context.Context, r *kgo.Record) error {
	var o order
	if err := json.Unmarshal(r.Value, &o); err != nil {
		return err
	}
	return a.emit(ctx, &kgo.Record{Key: []byte(o.ID)}, done{Kind: "order"})
}

func (a *app) refund(ctx context.Context, r *kgo.Record) error {
	var o refund
	if err := json.Unmarshal(r.Value, &o); err != nil {
		return err
	}
	return a.emit(ctx, &kgo.Record{Topic: "records.audit"}, done{Kind: "refund"})
}

func (a *app) run(ctx context.Context) error {
	for {
		fetches := a.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		fetches.EachRecord(func(r *kgo.Record) {
			var err error
			switch r.Topic {
			case "records.orders":
				err = a.order(ctx, r)
			case "records.refunds":
				err = a.refund(ctx, r)
			}
			if err != nil {
				log.Printf("%s: %v", r.Topic, err)
			}
		})
		if err := a.client.CommitUncommittedOffsets(ctx); err != nil {
			return err
		}
	}
}

func main() {
	client, err := kgo.NewClient(
		kgo.SeedBrokers("localhost:9092"),
		kgo.ConsumerGroup("app"),
		kgo.ConsumeTopics("records.orders", "records.refunds"),
		kgo.DefaultProduceTopic("records.done"),
		kgo.DisableAutoCommit(),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	log.Fatal((&app{client: client}).run(context.Background()))
}
