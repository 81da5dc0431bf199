package main

import (
	"log"

	"github.com/rabbitmq/amqp091-go"
)

type entry struct{ Category, Data string }

type entries interface{ Insert(e *entry) }

type store struct{ rows []*entry }

func (s *store) Insert(e *entry) { s.rows = append(s.rows, e) }

type listener struct {
	conn    *amqp091.Connection
	entries entries
}

func newListener(conn *amqp091.Connection, e entries) *listener {
	return &listener{conn: conn, entries: e}
}

func (l *listener) listen() error {
	ch, err := l.conn.Channel()
	if err != nil {
		return err
	}
	messages, err := ch.Consume("logentry.signups", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	go func() {
		for m := range messages {
			go l.archive(m.Body)
		}
	}()
	return nil
}

func (l *listener) archive(payload []byte) {
	l.entries.Insert(&entry{Category: "signup", Data: string(payload)})
}

func main() {
	conn, err := amqp091.Dial("amqp://rabbit")
	if err != nil {
		log.Fatal(err)
	}
	if err := newListener(conn, &store{}).listen(); err != nil {
		log.Fatal(err)
	}
	select {}
}
