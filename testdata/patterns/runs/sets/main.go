package main

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/nats-io/nats.go"
)

type order struct{ ID string }

type sink interface {
	Write(o order) error
}

type subject struct {
	nc   *nats.Conn
	name string
}

func (s *subject) Write(o order) error {
	data, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return s.nc.Publish(s.name, data)
}

// sinks makes one sink for each of the names, which may be repeated.
func sinks(nc *nats.Conn, names ...string) map[string]sink {
	unique := map[string]struct{}{}
	for _, n := range names {
		unique[n] = struct{}{}
	}
	out := map[string]sink{}
	for n := range unique {
		out[n] = &subject{nc, "sets." + n}
	}
	return out
}

func find(all map[string]sink, name string) (sink, error) {
	s, ok := all[name]
	if !ok {
		return nil, fmt.Errorf("no sink %q", name)
	}
	return s, nil
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	all := sinks(nc, "orders", "audit", "orders")
	orders, err := find(all, "orders")
	if err != nil {
		log.Fatal(err)
	}
	if err := orders.Write(order{"1"}); err != nil {
		log.Fatal(err)
	}
	audit, err := find(all, "audit")
	if err != nil {
		log.Fatal(err)
	}
	if err := audit.Write(order{"1"}); err != nil {
		log.Fatal(err)
	}
}
