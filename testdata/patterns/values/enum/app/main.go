package main

import (
	"log"

	"github.com/nats-io/nats.go"
)

type action int

const (
	created action = iota
	changed
	deleted
)

var actions = [...]string{created: "created", changed: "changed", deleted: "deleted"}

func (a action) String() string { return actions[a] }

type subject string

const (
	prefix  subject = "enum."
	renamed subject = prefix + "renamed"
)

func (s subject) of(a action) subject { return s + subject(a.String()) }

type bus struct{ nc *nats.Conn }

func (b bus) notify(s subject) error { return b.nc.Publish(string(s), nil) }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	b := bus{nc: nc}
	if err := b.notify(prefix.of(created)); err != nil {
		log.Fatal(err)
	}
	if err := b.notify(prefix.of(deleted)); err != nil {
		log.Fatal(err)
	}
	if err := b.notify(renamed); err != nil {
		log.Fatal(err)
	}
}
