package main

import (
	"log"

	"github.com/nats-io/nats.go"
)

type door struct{ isOpen bool }

var commands = []struct {
	subject string
	do      func(*door, *nats.Msg) error
}{
	{"methodexpr.open", (*door).open},
	{"methodexpr.close", (*door).close},
}

func (d *door) open(m *nats.Msg) error {
	d.isOpen = true
	return m.Ack()
}

func (d *door) close(m *nats.Msg) error {
	d.isOpen = false
	return m.Ack()
}

func (d *door) listen(nc *nats.Conn) error {
	for _, c := range commands {
		_, err := nc.Subscribe(c.subject, func(m *nats.Msg) {
			if err := c.do(d, m); err != nil {
				log.Print(err)
			}
		})
		if err != nil {
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
	if err := (&door{}).listen(nc); err != nil {
		log.Fatal(err)
	}
	select {}
}
