package main

import (
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
)

type order struct{ ID string }

func audit(m *nats.Msg) { log.Printf("%s %s", m.Subject, m.Data) }

func work(m *nats.Msg) {
	var o order
	if err := json.Unmarshal(m.Data, &o); err != nil {
		log.Print(err)
		return
	}
	log.Print(o.ID)
	if err := m.AckSync(); err != nil {
		log.Print(err)
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	js, err := nc.JetStream(nats.PublishAsyncMaxPending(256))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := js.AddStream(&nats.StreamConfig{Name: "LEGACY", Subjects: []string{"legacyjs.>"}}); err != nil {
		log.Fatal(err)
	}
	if _, err := js.Subscribe("legacyjs.orders.*", audit, nats.Durable("audit"), nats.AckAll()); err != nil {
		log.Fatal(err)
	}
	if _, err := js.QueueSubscribe("legacyjs.orders.new", "workers", work, nats.ManualAck()); err != nil {
		log.Fatal(err)
	}
	data, err := json.Marshal(order{ID: "1"})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := js.PublishMsg(&nats.Msg{Subject: "legacyjs.orders.new", Data: data}); err != nil {
		log.Fatal(err)
	}
	select {}
}
