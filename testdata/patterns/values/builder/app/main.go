package main

import (
	"log"

	"github.com/nats-io/nats.go"
)

type builder struct {
	subject string
	header  nats.Header
}

func message() builder { return builder{header: nats.Header{}} }

func (b builder) to(subject string) builder {
	if b.subject != "" {
		b.subject += "."
	}
	b.subject += subject
	return b
}

func (b builder) with(key, value string) builder {
	b.header.Set(key, value)
	return b
}

func (b builder) build(body string) *nats.Msg {
	m := nats.NewMsg(b.subject)
	m.Header = b.header
	m.Data = []byte(body)
	return m
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	orders := message().to("builder").to("orders").with("version", "1")
	for _, m := range []*nats.Msg{
		orders.to("created").build("1"),
		orders.to("deleted").build("2"),
	} {
		if err := nc.PublishMsg(m); err != nil {
			log.Fatal(err)
		}
	}
}
