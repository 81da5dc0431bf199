package main

import (
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
)

type created struct{ ID string }

type base struct {
	nc      *nats.Conn
	subject string
}

func (b *base) publish(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.nc.Publish(b.subject, data)
}

type repository struct{ base }

type orders struct {
	repository
	count int
}

func (o *orders) create() error {
	o.count++
	return o.publish(created{ID: "order"})
}

type users struct{ *base }

func (u users) create() error { return u.publish(created{ID: "user"}) }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	o := &orders{repository: repository{base{nc: nc, subject: "embedded.orders"}}}
	u := users{&base{nc: nc}}
	u.subject = "embedded.users"
	for _, create := range []func() error{o.create, u.create} {
		if err := create(); err != nil {
			log.Fatal(err)
		}
	}
}
