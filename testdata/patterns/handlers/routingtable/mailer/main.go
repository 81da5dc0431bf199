package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
)

type signup struct{ Email string }

type leave struct{ Email string }

type mailer struct {
	ch    *amqp.Channel
	keys  map[string]func(amqp.Delivery) error
	topic map[string]func(kafka.Message) error
}

func newMailer(ch *amqp.Channel) *mailer {
	m := &mailer{ch: ch}
	m.keys = map[string]func(amqp.Delivery) error{
		"order.placed": m.placed,
		"order.sent":   m.sent,
	}
	m.topic = map[string]func(kafka.Message) error{}
	m.topic["table.signup"] = m.welcome
	m.topic["table.leave"] = m.bye
	return m
}

func (m *mailer) send(to, text string) { log.Printf("to %s: %s", to, text) }

func (m *mailer) placed(d amqp.Delivery) error { return m.order(d, "thank you") }

func (m *mailer) sent(d amqp.Delivery) error { return m.order(d, "on its way") }

func (m *mailer) order(d amqp.Delivery, text string) error {
	fields := map[string]any{}
	if err := json.Unmarshal(d.Body, &fields); err != nil {
		return err
	}
	m.send(fmt.Sprint(fields["email"]), text)
	return nil
}

func (m *mailer) welcome(msg kafka.Message) error {
	var s signup
	if err := json.Unmarshal(msg.Value, &s); err != nil {
		return err
	}
	m.send(s.Email, "welcome")
	return nil
}

func (m *mailer) bye(msg kafka.Message) error {
	var l leave
	if err := json.Unmarshal(msg.Value, &l); err != nil {
		return err
	}
	m.send(l.Email, "bye")
	return nil
}

func (m *mailer) listen() error {
	q, err := m.ch.QueueDeclare("routingtable.events", true, false, false, false, nil)
	if err != nil {
		return err
	}
	if err := m.ch.QueueBind(q.Name, "order.*", "routingtable", false, nil); err != nil {
		return err
	}
	deliveries, err := m.ch.Consume(q.Name, "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		handle, ok := m.keys[d.RoutingKey]
		if !ok {
			log.Printf("no handler for %s", d.RoutingKey)
			continue
		}
		if err := handle(d); err != nil {
			log.Print(err)
		}
	}
	return nil
}

func (m *mailer) read(ctx context.Context) error {
	var topics []string
	for topic := range m.topic {
		topics = append(topics, topic)
	}
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers:     []string{"localhost:9092"},
		GroupID:     "mailer",
		GroupTopics: topics,
	})
	defer reader.Close()
	for {
		msg, err := reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if handle, ok := m.topic[msg.Topic]; ok {
			if err := handle(msg); err != nil {
				log.Print(err)
			}
		}
	}
}

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	m := newMailer(ch)
	go func() { log.Fatal(m.listen()) }()
	log.Fatal(m.read(context.Background()))
}
