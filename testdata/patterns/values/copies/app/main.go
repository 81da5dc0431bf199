package main

import (
	"log"

	"github.com/nats-io/nats.go"
)

type config struct {
	Subject string
	Tries   int
}

type sender struct {
	nc  *nats.Conn
	cfg config
}

func (s *sender) send() error { return s.nc.Publish(s.cfg.Subject, nil) }

func newSender(nc *nats.Conn, cfg config) *sender { return &sender{nc: nc, cfg: cfg} }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	cfg := config{Subject: "copies.default", Tries: 3}
	audit := cfg
	audit.Subject = "copies.audit"
	senders := []*sender{newSender(nc, cfg), newSender(nc, audit)}
	for _, name := range []string{"a", "b"} {
		c := &cfg
		c.Subject = "copies.loop." + name
		senders = append(senders, newSender(nc, *c))
	}
	for _, s := range senders {
		if err := s.send(); err != nil {
			log.Fatal(err)
		}
	}
}
