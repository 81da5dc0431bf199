package main

import (
	"context"
	"encoding/json"
	"log"
	"time"

	"github.com/segmentio/kafka-go"
)

type order struct{ ID string }

type shipment struct{ ID string }

type worker struct {
	reader *kafka.Reader
	writer *kafka.Writer
	dead   *kafka.Writer
}

func (w *worker) process(ctx context.Context, m kafka.Message) error {
	var o order
	if err := json.Unmarshal(m.Value, &o); err != nil {
		return w.dead.WriteMessages(ctx, kafka.Message{Key: m.Key, Value: m.Value})
	}
	value, err := json.Marshal(shipment{ID: o.ID})
	if err != nil {
		return err
	}
	return w.writer.WriteMessages(ctx, kafka.Message{Topic: "kafkago.shipments", Key: []byte(o.ID), Value: value})
}

func (w *worker) run(ctx context.Context) error {
	for {
		m, err := w.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if err := w.process(ctx, m); err != nil {
			log.Printf("%s: %v", m.Topic, err)
			continue
		}
		if err := w.reader.CommitMessages(ctx, m); err != nil {
			return err
		}
	}
}

func main() {
	brokers := []string{"localhost:9092"}
	w := &worker{
		reader: kafka.NewReader(kafka.ReaderConfig{Brokers: brokers, GroupID: "shipping", GroupTopics: []string{"kafkago.orders"}, MaxWait: time.Second}),
		writer: &kafka.Writer{Addr: kafka.TCP(brokers...), Balancer: &kafka.Hash{}},
		dead:   kafka.NewWriter(kafka.WriterConfig{Brokers: brokers, Topic: "kafkago.dead"}),
	}
	log.Fatal(w.run(context.Background()))
}
