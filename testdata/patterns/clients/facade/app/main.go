package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
	"gocloud.dev/pubsub"
	"gocloud.dev/pubsub/kafkapubsub"
	"gocloud.dev/pubsub/mempubsub"
	"gocloud.dev/pubsub/natspubsub"
	"gocloud.dev/pubsub/rabbitpubsub"

	amqp "github.com/rabbitmq/amqp091-go"
)

type order struct{ ID string }

type invoice struct{ ID string }

func send(ctx context.Context, topic *pubsub.Topic, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return topic.Send(ctx, &pubsub.Message{Body: body})
}

func onOrder(ctx context.Context, m *pubsub.Message, out *pubsub.Topic) error {
	var o order
	if err := json.Unmarshal(m.Body, &o); err != nil {
		return err
	}
	return send(ctx, out, invoice{ID: o.ID})
}

func main() {
	ctx := context.Background()
	config := kafkapubsub.MinimalConfig()
	orders, err := kafkapubsub.OpenSubscription([]string{"localhost:9092"}, config, "billing", []string{"facade.orders"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	invoices, err := natspubsub.OpenTopic(nc, "facade.invoices", nil)
	if err != nil {
		log.Fatal(err)
	}
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	audit := rabbitpubsub.OpenTopic(conn, "facade-audit", nil)
	if err := send(ctx, audit, order{ID: "1"}); err != nil {
		log.Fatal(err)
	}
	mem := mempubsub.NewTopic()
	defer mem.Shutdown(ctx)
	for {
		m, err := orders.Receive(ctx)
		if err != nil {
			log.Fatal(err)
		}
		if err := onOrder(ctx, m, invoices); err == nil {
			m.Ack()
		}
	}
}
