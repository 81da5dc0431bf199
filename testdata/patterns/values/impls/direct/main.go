package main

import (
	"encoding/json"
	"log"

	"example.com/values/impls/svc"
	"github.com/nats-io/nats.go"
)

type direct func(data []byte) error

func (d direct) Put(_ string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return d(data)
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := svc.New(direct(func(data []byte) error { return nc.Publish("impls.direct", data) }))
	if err := s.Note("hello"); err != nil {
		log.Fatal(err)
	}
}
