package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/IBM/sarama"
	kafka "github.com/cloudevents/sdk-go/protocol/kafka_sarama/v2"
	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/nats-io/nats.go"
)

// Tests put other functions here.
var (
	connect   = nats.Connect
	subscribe = (*nats.Conn).Subscribe
	marshal   = json.Marshal
	newClient = cloudevents.NewClient
)

type order struct{ ID string }

func onOrder(m *nats.Msg) {
	var o order
	if err := json.Unmarshal(m.Data, &o); err != nil {
		log.Print(err)
	}
}

type server struct {
	publish func(subject string, data []byte) error
}

func (s *server) send(o order) error {
	data, err := marshal(o)
	if err != nil {
		return err
	}
	return s.publish("vars.done", data)
}

func events(ctx context.Context) error {
	sender, err := kafka.NewSender([]string{"localhost:9092"}, sarama.NewConfig(), "vars.events")
	if err != nil {
		return err
	}
	c, err := newClient(sender)
	if err != nil {
		return err
	}
	e := cloudevents.NewEvent()
	if err := e.SetData("application/json", order{ID: "1"}); err != nil {
		return err
	}
	return c.Send(ctx, e)
}

func main() {
	nc, err := connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := subscribe(nc, "vars.orders", onOrder); err != nil {
		log.Fatal(err)
	}
	s := &server{publish: nc.Publish}
	if err := s.send(order{ID: "1"}); err != nil {
		log.Fatal(err)
	}
	if err := events(context.Background()); err != nil {
		log.Fatal(err)
	}
}
