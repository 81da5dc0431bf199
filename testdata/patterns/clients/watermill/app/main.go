package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-amqp/v3/pkg/amqp"
	"github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	"github.com/ThreeDotsLabs/watermill-nats/v2/pkg/nats"
	"github.com/ThreeDotsLabs/watermill/message"
)

type order struct{ ID string }

type invoice struct{ ID string }

func bill(m *message.Message) ([]*message.Message, error) {
	var o order
	if err := json.Unmarshal(m.Payload, &o); err != nil {
		return nil, err
	}
	payload, err := json.Marshal(invoice{ID: o.ID})
	if err != nil {
		return nil, err
	}
	return []*message.Message{message.NewMessage(watermill.NewUUID(), payload)}, nil
}

func print(m *message.Message) error {
	log.Printf("%s", m.Payload)
	return nil
}

func main() {
	logger := watermill.NewStdLogger(false, false)
	router, err := message.NewRouter(message.RouterConfig{}, logger)
	if err != nil {
		log.Fatal(err)
	}
	orders, err := kafka.NewSubscriber(kafka.SubscriberConfig{
		Brokers: []string{"localhost:9092"}, Unmarshaler: kafka.DefaultMarshaler{}, ConsumerGroup: "billing",
	}, logger)
	if err != nil {
		log.Fatal(err)
	}
	queues := amqp.NewDurableQueueConfig("amqp://localhost")
	invoices, err := amqp.NewPublisher(queues, logger)
	if err != nil {
		log.Fatal(err)
	}
	events, err := nats.NewSubscriber(nats.SubscriberConfig{URL: "nats://localhost", QueueGroupPrefix: "billing", Unmarshaler: &nats.NATSMarshaler{}}, logger)
	if err != nil {
		log.Fatal(err)
	}
	router.AddHandler("bill", "watermill.orders", orders, "watermill-invoices", invoices, bill)
	router.AddNoPublisherHandler("print", "watermill.events", events, print)
	log.Fatal(router.Run(context.Background()))
}
