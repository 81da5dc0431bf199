package main

import (
	"context"
	"log"
	"os"

	"github.com/nats-io/nats.go"
	"github.com/twmb/franz-go/pkg/kgo"
	rabbit "github.com/wagslane/go-rabbitmq"
)

type settings struct {
	group  string
	topics []string
}

func (s settings) options() []kgo.Opt {
	opts := []kgo.Opt{kgo.SeedBrokers("localhost:9092"), kgo.ConsumeTopics(s.topics...)}
	if s.group != "" {
		opts = append(opts, kgo.ConsumerGroup(s.group))
	}
	return opts
}

func newClient(s settings, extra ...kgo.Opt) (*kgo.Client, error) {
	return kgo.NewClient(append(s.options(), extra...)...)
}

func durable(name string) nats.SubOpt { return nats.Durable(name) }

func quorum(options *rabbit.ConsumerOptions) { options.QueueOptions.Durable = true }

func bound(o *rabbit.ConsumerOptions) {
	o.ExchangeOptions = append(o.ExchangeOptions, rabbit.ExchangeOptions{
		Name: "options-exchange", Kind: "topic", Bindings: []rabbit.Binding{{RoutingKey: "options.appended"}},
	})
}

func handle(d rabbit.Delivery) rabbit.Action {
	log.Printf("%s", d.Body)
	return rabbit.Ack
}

func onMsg(m *nats.Msg) { m.Ack() }

func onRecord(r *kgo.Record) { log.Printf("%s", r.Value) }

func run(conn *rabbit.Conn) error {
	consumer, err := rabbit.NewConsumer(conn, "options-queue",
		rabbit.WithConsumerOptionsExchangeName("options-exchange"),
		rabbit.WithConsumerOptionsRoutingKey("options.known"),
		quorum,
		func(o *rabbit.ConsumerOptions) {
			rabbit.WithConsumerOptionsRoutingKey("options.nested")(o)
		},
	)
	if err != nil {
		return err
	}
	second, err := rabbit.NewConsumer(conn, "options-second", bound)
	if err != nil {
		return err
	}
	go second.Run(handle)
	publisher, err := rabbit.NewPublisher(conn)
	if err != nil {
		return err
	}
	err = publisher.Publish([]byte("{}"), []string{"options.known"}, func(o *rabbit.PublishOptions) { o.Exchange = "options-exchange" })
	if err != nil {
		return err
	}
	return consumer.Run(handle)
}

func main() {
	conn, err := rabbit.NewConn("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	go run(conn)
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	js, err := nc.JetStream()
	if err != nil {
		log.Fatal(err)
	}
	subOpts := []nats.SubOpt{nats.ManualAck()}
	if os.Getenv("DURABLE") == "" {
		subOpts = append(subOpts, durable("app"))
	}
	if _, err := js.Subscribe("options.events", onMsg, subOpts...); err != nil {
		log.Fatal(err)
	}
	client, err := newClient(settings{group: "app", topics: []string{"options.records"}}, kgo.DisableAutoCommit())
	if err != nil {
		log.Fatal(err)
	}
	for {
		client.PollFetches(context.Background()).EachRecord(onRecord)
	}
}
