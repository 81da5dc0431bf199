package main

import (
	"encoding/json"
	"log"
	"sync"

	amqp "github.com/rabbitmq/amqp091-go"
)

type entry struct{ User, Action string }

type audit struct{ ch *amqp.Channel }

func (a *audit) orders() error {
	deliveries, err := a.ch.Consume("methodarray.orders", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		var e entry
		if err := json.Unmarshal(d.Body, &e); err != nil {
			return err
		}
		a.note("order", e)
	}
	return nil
}

func (a *audit) logins() error {
	deliveries, err := a.ch.Consume("methodarray.logins", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		var e entry
		if err := json.Unmarshal(d.Body, &e); err != nil {
			return err
		}
		a.note("login", e)
	}
	return nil
}

func (a *audit) note(kind string, e entry) { log.Printf("%s %s %s", kind, e.User, e.Action) }

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	a := &audit{ch: ch}
	var wg sync.WaitGroup
	for _, consume := range [...]func() error{a.orders, a.logins} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := consume(); err != nil {
				log.Print(err)
			}
		}()
	}
	wg.Wait()
}
