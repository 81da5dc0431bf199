// Command feed publishes what it has, and at the end that it is through.
package main

import (
	"encoding/json"
	"iter"
	"log"

	"github.com/nats-io/nats.go"
)

type item struct {
	Number int `json:"number"`
}

type feed struct{ nc *nats.Conn }

func items(n int) iter.Seq[item] {
	return func(yield func(item) bool) {
		for i := range n {
			if !yield(item{i}) {
				return
			}
		}
	}
}

func (f *feed) all() error {
	for it := range items(3) {
		body, err := json.Marshal(it)
		if err != nil {
			return err
		}
		defer log.Printf("sent %d", it.Number)
		if err := f.nc.Publish("deferrange.item", body); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	for range items(1) {
		defer nc.Publish("deferrange.closed", nil)
	}
	f := &feed{nc}
	if err := f.all(); err != nil {
		log.Print(err)
	}
}
