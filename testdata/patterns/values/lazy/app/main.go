package main

import (
	"encoding/json"
	"log"
	"sync"

	"github.com/nats-io/nats.go"
)

type order struct{ ID string }

type bus struct {
	nc     *nats.Conn
	prefix string
}

func (b *bus) publish(name string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.nc.Publish(b.prefix+name, data)
}

var (
	once     sync.Once
	instance *bus
)

func get() *bus {
	once.Do(func() {
		nc, err := nats.Connect(nats.DefaultURL)
		if err != nil {
			log.Fatal(err)
		}
		instance = &bus{nc: nc, prefix: "lazy."}
	})
	return instance
}

var encoder = sync.OnceValue(func() func(any) ([]byte, error) { return json.Marshal })

func place(id string) error {
	if _, err := encoder()(order{}); err != nil {
		return err
	}
	return get().publish("orders", order{ID: id})
}

func main() {
	if err := place("1"); err != nil {
		log.Fatal(err)
	}
}
