package main

import (
	"context"
	"log"

	"example.com/handlers/subjectoption/sub"
	"github.com/nats-io/nats.go"
)

type mail struct{ To, Text string }

func send(m mail) { log.Printf("to %s: %s", m.To, m.Text) }

func drop(m mail) { log.Printf("not sent to %s", m.To) }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	go sub.Receive(ctx, sub.New(nc), drop)
	mails := sub.New(nc, sub.Subject("subjectoption.mail.>"), sub.Group("mailers"))
	if err := sub.Receive(ctx, mails, send); err != nil {
		log.Fatal(err)
	}
}
