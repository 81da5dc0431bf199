package main

import (
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
)

type product struct{ SKU, Name string }

type index struct{ names map[string]string }

func (i *index) add(p product) error {
	i.names[p.SKU] = p.Name
	return nil
}

func (i *index) remove(p product) error {
	delete(i.names, p.SKU)
	return nil
}

type subscriber interface {
	On(subject string, handle func(product) error) error
}

type bus struct {
	nc    *nats.Conn
	group string
}

func (b *bus) On(subject string, handle func(product) error) error {
	_, err := b.nc.QueueSubscribe(subject, b.group, func(m *nats.Msg) {
		var p product
		if err := json.Unmarshal(m.Data, &p); err != nil {
			log.Printf("%s: %v", m.Subject, err)
			return
		}
		if err := handle(p); err != nil {
			log.Printf("%s: %v", m.Subject, err)
		}
	})
	return err
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	i := &index{names: map[string]string{}}
	var s subscriber = &bus{nc: nc, group: "search"}
	if err := s.On("methodvalue.created", i.add); err != nil {
		log.Fatal(err)
	}
	if err := s.On("methodvalue.deleted", i.remove); err != nil {
		log.Fatal(err)
	}
	select {}
}
