package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

type request struct{ SKU string }

type quote struct{ Cents int }

type server struct {
	nc *nats.Conn
	ch *amqp.Channel
}

func (s *server) price(r request) quote { return quote{Cents: len(r.SKU)} }

func (s *server) quote(m *nats.Msg) {
	var r request
	if err := json.Unmarshal(m.Data, &r); err != nil {
		log.Print(err)
		return
	}
	data, err := json.Marshal(s.price(r))
	if err != nil {
		log.Print(err)
		return
	}
	if err := s.nc.Publish(m.Reply, data); err != nil {
		log.Print(err)
	}
}

func (s *server) rpc(ctx context.Context) error {
	deliveries, err := s.ch.ConsumeWithContext(ctx, "reply.rpc", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		var r request
		if err := json.Unmarshal(d.Body, &r); err != nil {
			return err
		}
		body, err := json.Marshal(s.price(r))
		if err != nil {
			return err
		}
		err = s.ch.PublishWithContext(ctx, "", d.ReplyTo, false, false, amqp.Publishing{CorrelationId: d.CorrelationId, Body: body})
		if err != nil {
			return err
		}
	}
	return nil
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	s := &server{nc: nc, ch: ch}
	if _, err := nc.Subscribe("reply.price", s.quote); err != nil {
		log.Fatal(err)
	}
	if _, err := nc.Subscribe("reply.other.>", func(m *nats.Msg) { log.Printf("%s", m.Data) }); err != nil {
		log.Fatal(err)
	}
	log.Fatal(s.rpc(context.Background()))
}
