package main

import (
	"encoding/json"
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

const exchange = "bindtable.events"

type event struct{ ID string }

var queues = []struct {
	name string
	keys []string
}{
	{name: "bindtable.mail", keys: []string{"order.*", "payment.#"}},
	{name: "bindtable.push", keys: []string{"order.shipped"}},
}

func run(ch *amqp.Channel) error {
	if err := ch.ExchangeDeclare(exchange, amqp.ExchangeTopic, true, false, false, false, nil); err != nil {
		return err
	}
	for _, q := range queues {
		if _, err := ch.QueueDeclare(q.name, true, false, false, false, nil); err != nil {
			return err
		}
		for _, key := range q.keys {
			if err := ch.QueueBind(q.name, key, exchange, false, nil); err != nil {
				return err
			}
		}
		deliveries, err := ch.Consume(q.name, "", true, false, false, false, nil)
		if err != nil {
			return err
		}
		go func() {
			for d := range deliveries {
				var e event
				if err := json.Unmarshal(d.Body, &e); err != nil {
					log.Print(err)
					continue
				}
				log.Printf("%s: %s", q.name, e.ID)
			}
		}()
	}
	return nil
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
	if err := run(ch); err != nil {
		log.Fatal(err)
	}
	select {}
}
