package main

import (
	"context"
	"log"

	"github.com/IBM/sarama"
	kafka "github.com/cloudevents/sdk-go/protocol/kafka_sarama/v2"
	cenats "github.com/cloudevents/sdk-go/protocol/nats/v2"
	cloudevents "github.com/cloudevents/sdk-go/v2"
)

type order struct {
	ID string `json:"id"`
}

type invoice struct {
	ID string `json:"id"`
}

type biller struct{ out cloudevents.Client }

func (b *biller) receive(ctx context.Context, event cloudevents.Event) error {
	var o order
	if err := event.DataAs(&o); err != nil {
		return err
	}
	e := cloudevents.NewEvent()
	e.SetType("invoice")
	e.SetSource("biller")
	if err := e.SetData(cloudevents.ApplicationJSON, invoice{ID: o.ID}); err != nil {
		return err
	}
	return b.out.Send(ctx, e)
}

func main() {
	sender, err := kafka.NewSender([]string{"localhost:9092"}, sarama.NewConfig(), "ce.invoices")
	if err != nil {
		log.Fatal(err)
	}
	out, err := cloudevents.NewClient(sender, cloudevents.WithTimeNow(), cloudevents.WithUUIDs())
	if err != nil {
		log.Fatal(err)
	}
	consumer, err := cenats.NewConsumer("nats://localhost", "ce.orders", cenats.NatsOptions(), cenats.WithQueueSubscriber("biller"))
	if err != nil {
		log.Fatal(err)
	}
	in, err := cloudevents.NewClient(consumer)
	if err != nil {
		log.Fatal(err)
	}
	b := &biller{out: out}
	log.Fatal(in.StartReceiver(context.Background(), b.receive))
}
