package main

import (
	"encoding/json"
	"log"

	"example.com/helpers/casing/namer"
	"github.com/nats-io/nats.go"
)

// OrderPlacedV2 is published when an order was placed.
type OrderPlacedV2 struct{ ID string }

// HTTPRequest is published for a request.
type HTTPRequest struct{ Path string }

func main() {
	conn, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	b := bus{conn}
	for _, name := range []func(any) string{namer.Snake, namer.Dotted, namer.Kebab, namer.Camel} {
		b.publish(name, &OrderPlacedV2{ID: "1"})
	}
	b.publish(namer.Dotted, HTTPRequest{Path: "/"})
}

type bus struct{ conn *nats.Conn }

func (b bus) publish(name func(any) string, event any) {
	data, err := json.Marshal(event)
	if err != nil {
		log.Fatal(err)
	}
	if err := b.conn.Publish(name(event), data); err != nil {
		log.Fatal(err)
	}
}
