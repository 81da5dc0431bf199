package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"

	"example.com/handlers/inbox/bus"
)

type registered struct{ Name string }

type notices struct{ sent []string }

func (n *notices) Handle(_ context.Context, m bus.Message) error {
	var r registered
	if err := json.Unmarshal(m.Data(), &r); err != nil {
		return err
	}
	n.sent = append(n.sent, r.Name)
	return nil
}

type rows struct{ subjects []string }

func (r *rows) Save(_ context.Context, m bus.Message) error {
	r.subjects = append(r.subjects, m.Subject())
	return nil
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if err := bus.Subscribe(nc, "inbox.users", "notices", &notices{}, bus.Inbox(&rows{})); err != nil {
		log.Fatal(err)
	}
	select {}
}
