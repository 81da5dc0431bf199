package main

import (
	"encoding/json"
	"log"
	"sync"

	"example.com/values/impls/svc"
	"github.com/nats-io/nats.go"
)

type item struct {
	name string
	v    any
}

type buffered struct {
	nc    *nats.Conn
	items chan item
	wg    sync.WaitGroup
}

func newBuffered(nc *nats.Conn) *buffered {
	b := &buffered{nc: nc, items: make(chan item, 16)}
	b.wg.Add(1)
	go b.run()
	return b
}

func (b *buffered) Put(name string, v any) error {
	b.items <- item{name, v}
	return nil
}

func (b *buffered) run() {
	defer b.wg.Done()
	for i := range b.items {
		data, err := json.Marshal(i.v)
		if err != nil {
			log.Print(err)
			continue
		}
		if err := b.nc.Publish("impls.buffered."+i.name, data); err != nil {
			log.Print(err)
		}
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	b := newBuffered(nc)
	if err := svc.New(b).Note("hello"); err != nil {
		log.Fatal(err)
	}
	close(b.items)
	b.wg.Wait()
}
