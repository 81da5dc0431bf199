package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/apache/pulsar-client-go/pulsar"
)

type order struct{ ID string }

func onOrder(m pulsar.Message) error {
	var o order
	return json.Unmarshal(m.Payload(), &o)
}

func main() {
	client, err := pulsar.NewClient(pulsar.ClientOptions{URL: "pulsar://localhost:6650"})
	if err != nil {
		log.Fatal(err)
	}
	ch := make(chan pulsar.ConsumerMessage, 100)
	options := pulsar.ConsumerOptions{Topic: "fields.orders", SubscriptionName: "app", Type: pulsar.Shared}
	options.MessageChannel = ch
	consumer, err := client.Subscribe(options)
	if err != nil {
		log.Fatal(err)
	}
	defer consumer.Close()
	p, err := client.CreateProducer(pulsar.ProducerOptions{Topic: "fields.done"})
	if err != nil {
		log.Fatal(err)
	}
	for cm := range ch {
		if err := onOrder(cm.Message); err != nil {
			consumer.Nack(cm)
			continue
		}
		consumer.Ack(cm)
		p.Send(context.Background(), &pulsar.ProducerMessage{Payload: cm.Payload()})
	}
}
