package main

import (
	"log"
	"os"

	"github.com/nats-io/nats.go"
)

const mirror = false

type options struct {
	audit  bool
	legacy bool
	listen bool
}

func defaults() options { return options{listen: true} }

type service struct {
	nc   *nats.Conn
	opts options
}

func (s *service) create(name string) error {
	if mirror {
		if err := s.nc.Publish("guard.mirror", []byte(name)); err != nil {
			return err
		}
	}
	if s.opts.audit {
		if err := s.nc.Publish("guard.audit", []byte(name)); err != nil {
			return err
		}
	}
	if !s.opts.listen || s.opts.legacy {
		return s.nc.Publish("guard.legacy", []byte(name))
	}
	if os.Getenv("TRACE") != "" {
		if err := s.nc.Publish("guard.traced", []byte("create")); err != nil {
			return err
		}
	}
	return s.nc.Publish("guard.created", []byte("user"))
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &service{nc: nc, opts: defaults()}
	if s.opts.listen {
		_, err := nc.Subscribe("guard.commands", func(m *nats.Msg) {
			if err := s.create(string(m.Data)); err != nil {
				log.Print(err)
			}
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	if s.opts.legacy {
		if _, err := nc.Subscribe("guard.legacy", func(*nats.Msg) {}); err != nil {
			log.Fatal(err)
		}
	}
	select {}
}
