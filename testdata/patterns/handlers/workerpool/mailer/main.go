package main

import (
	"context"
	"encoding/json"
	"log"
	"sync"

	"github.com/rabbitmq/amqp091-go"
)

type work func(ctx context.Context, d amqp091.Delivery)

type pool struct {
	conn        *amqp091.Connection
	queue       string
	exchange    string
	key         string
	concurrency int
}

type option func(*pool)

func queue(name string) option { return func(p *pool) { p.queue = name } }

func bound(exchange, key string) option {
	return func(p *pool) { p.exchange, p.key = exchange, key }
}

func workers(n int) option { return func(p *pool) { p.concurrency = n } }

func newPool(conn *amqp091.Connection, options ...option) *pool {
	p := &pool{conn: conn, concurrency: 1}
	for _, o := range options {
		o(p)
	}
	return p
}

func (p *pool) channel() (*amqp091.Channel, error) {
	ch, err := p.conn.Channel()
	if err != nil {
		return nil, err
	}
	if err := ch.ExchangeDeclare(p.exchange, "topic", true, false, false, false, nil); err != nil {
		return nil, err
	}
	q, err := ch.QueueDeclare(p.queue, true, false, false, false, nil)
	if err != nil {
		return nil, err
	}
	return ch, ch.QueueBind(q.Name, p.key, p.exchange, false, nil)
}

func (p *pool) start(ctx context.Context, do work) error {
	ch, err := p.channel()
	if err != nil {
		return err
	}
	deliveries, err := ch.Consume(p.queue, "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	for range p.concurrency {
		wg.Add(1)
		go func(in <-chan amqp091.Delivery) {
			defer wg.Done()
			for {
				select {
				case <-ctx.Done():
					return
				case d, ok := <-in:
					if !ok {
						return
					}
					do(ctx, d)
				}
			}
		}(deliveries)
	}
	<-ctx.Done()
	wg.Wait()
	return nil
}

type mail struct{ To, Text string }

type worker interface {
	Work(ctx context.Context, d amqp091.Delivery)
}

type sender struct{ from string }

func newWorker(from string) worker { return &sender{from} }

func (s *sender) Work(_ context.Context, d amqp091.Delivery) {
	switch d.RoutingKey {
	case "mail.welcome":
		s.send(d)
	default:
		if err := d.Reject(false); err != nil {
			log.Println(err)
		}
	}
}

func (s *sender) send(d amqp091.Delivery) {
	var m mail
	if err := json.Unmarshal(d.Body, &m); err != nil {
		log.Println(err)
		return
	}
	log.Println(s.from, m.To)
}

func main() {
	conn, err := amqp091.Dial("amqp://rabbit")
	if err != nil {
		log.Fatal(err)
	}
	p := newPool(conn, queue("workerpool.mails"), bound("workerpool.shop", "mail.*"), workers(3))
	w := newWorker("shop")
	if err := p.start(context.Background(), w.Work); err != nil {
		log.Fatal(err)
	}
}
