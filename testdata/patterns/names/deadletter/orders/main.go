package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"

	"github.com/segmentio/kafka-go"
)

const topic = "deadletter.orders"

type order struct{ ID string }

var errTemporary = errors.New("temporary")

// failures knows where messages go that could not be processed.
type failures struct{ writer *kafka.Writer }

func deadLetter(topic string) string { return topic + ".dlq" }

func retry(topic string) string { return topic + "_retry" }

func (f *failures) bury(ctx context.Context, msg kafka.Message) error {
	return f.writer.WriteMessages(ctx, kafka.Message{Topic: deadLetter(msg.Topic), Key: msg.Key, Value: msg.Value})
}

func (f *failures) again(ctx context.Context, msg kafka.Message) error {
	return f.writer.WriteMessages(ctx, kafka.Message{Topic: retry(topic), Key: msg.Key, Value: msg.Value})
}

func process(msg kafka.Message) error {
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil {
		return err
	}
	if o.ID == "" {
		return errTemporary
	}
	return nil
}

func main() {
	reader := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"localhost:9092"}, Topic: topic, GroupID: "orders"})
	failed := &failures{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	ctx := context.Background()
	for {
		msg, err := reader.FetchMessage(ctx)
		if err != nil {
			log.Fatal(err)
		}
		switch err := process(msg); {
		case errors.Is(err, errTemporary):
			err = failed.again(ctx, msg)
		case err != nil:
			err = failed.bury(ctx, msg)
		}
		if err := reader.CommitMessages(ctx, msg); err != nil {
			log.Fatal(err)
		}
	}
}
