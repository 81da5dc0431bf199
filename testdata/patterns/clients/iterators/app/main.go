package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
	"github.com/twmb/franz-go/pkg/kgo"
)

type order struct{ ID string }

type refund struct{ ID string }

func onOrder(r *kgo.Record) error {
	var o order
	return json.Unmarshal(r.Value, &o)
}

func onRefund(m *nats.Msg) error {
	var r refund
	return json.Unmarshal(m.Data, &r)
}

func records(ctx context.Context, client *kgo.Client) error {
	for {
		for r := range client.PollFetches(ctx).RecordsAll() {
			if err := onOrder(r); err != nil {
				return err
			}
		}
	}
}

func messages(nc *nats.Conn) error {
	sub, err := nc.SubscribeSync("iterators.refunds")
	if err != nil {
		return err
	}
	for m, err := range sub.Msgs() {
		if err != nil {
			return err
		}
		if err := onRefund(m); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	client, err := kgo.NewClient(kgo.ConsumerGroup("app"), kgo.ConsumeTopics("iterators.orders"))
	if err != nil {
		log.Fatal(err)
	}
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	go messages(nc)
	log.Fatal(records(context.Background(), client))
}
