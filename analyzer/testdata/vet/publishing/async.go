package publishing

import (
	"context"
	"log"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"github.com/nats-io/nats.go"
	kafkago "github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

func silent(ctx context.Context, c *kgo.Client) {
	c.Produce(ctx, &kgo.Record{}, nil) // want `nobody is told if Client.Produce fails to deliver`
}

func told(ctx context.Context, c *kgo.Client, other *kafkago.Writer, promise func(*kgo.Record, error)) error {
	w := &kafkago.Writer{Topic: "orders"}
	c.Produce(ctx, &kgo.Record{}, func(_ *kgo.Record, err error) { log.Print(err) })
	c.Produce(ctx, &kgo.Record{}, promise)
	if err := other.WriteMessages(ctx, kafkago.Message{}); err != nil {
		return err
	}
	return w.WriteMessages(ctx, kafkago.Message{})
}

type later struct{ w *kafkago.Writer }

// The callback is set elsewhere.
func (l *later) set(done func([]kafkago.Message, error)) { l.w.Transport = nil; l.w.Completion = done }

func setElsewhere(ctx context.Context, done func([]kafkago.Message, error)) error {
	w := &kafkago.Writer{Topic: "orders", Async: true}
	(&later{w}).set(done)
	return w.WriteMessages(ctx, kafkago.Message{})
}

func unflushed(conf *kafka.ConfigMap, msg *kafka.Message, reports chan kafka.Event) error {
	p, err := kafka.NewProducer(conf) // want `this producer is neither flushed nor closed`
	if err != nil {
		return err
	}
	return p.Produce(msg, reports)
}

func unflushedNATS() error {
	nc, err := nats.Connect(nats.DefaultURL) // want `this producer is neither flushed nor closed`
	if err != nil {
		return err
	}
	return nc.Publish("orders", nil)
}

// near miss: unflushed-producer
func flushed(conf *kafka.ConfigMap, msg *kafka.Message, reports chan kafka.Event) error {
	p, err := kafka.NewProducer(conf)
	if err != nil {
		return err
	}
	defer func() { p.Flush(1000) }()
	return p.Produce(msg, reports)
}

// A server has no end.
func serves() error {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return err
	}
	for {
		if err := nc.Publish("ticks", nil); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

type holder struct{ nc *nats.Conn }

// Whoever holds it closes it.
func kept(h *holder) error {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return err
	}
	h.nc = nc
	return nc.Publish("orders", nil)
}

func endless(c *kgo.Client, nc *nats.Conn) error {
	ctx := context.Background()
	if _, err := nc.RequestWithContext(ctx, "orders.get", nil); err != nil { // want `Conn.RequestWithContext waits until its context ends, and this one never does`
		return err
	}
	return c.ProduceSync(context.TODO(), &kgo.Record{}).FirstErr() // want `Client.ProduceSync waits until its context ends`
}

// near miss: no-deadline
func ending(ctx context.Context, c *kgo.Client, w *kafkago.Writer) error {
	short, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := c.ProduceSync(short, &kgo.Record{}).FirstErr(); err != nil {
		return err
	}
	if err := w.WriteMessages(context.Background(), kafkago.Message{}); err != nil {
		return err
	}
	return c.ProduceSync(ctx, &kgo.Record{}).FirstErr()
}
