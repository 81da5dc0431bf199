package main

import (
	"context"
	"log"

	"example.com/di/fxgroups/workers"
	"github.com/nats-io/nats.go"
	"go.uber.org/fx"
)

func main() {
	fx.New(
		workers.Module,
		fx.Provide(
			workers.As(newHeat),
			workers.As(newSmoke),
			newDoors,
			newUnused,
			fx.Annotated{Name: "area", Target: func() string { return "cellar" }},
		),
	).Run()
}

type heat struct{ conn *nats.Conn }

func newHeat(conn *nats.Conn) *heat { return &heat{conn} }

func (h *heat) Start(context.Context) error {
	_, err := h.conn.Subscribe("fxgroups.heat", h.alarm)
	return err
}

func (h *heat) alarm(msg *nats.Msg) { log.Printf("heat: %s", msg.Data) }

type smoke struct {
	conn *nats.Conn
	area string
}

type smokeParams struct {
	fx.In

	Conn *nats.Conn
	Area string `name:"area"`
}

func newSmoke(p smokeParams) *smoke { return &smoke{p.Conn, p.Area} }

func (s *smoke) Start(context.Context) error {
	_, err := s.conn.QueueSubscribe("fxgroups.smoke."+s.area, "alerts", func(msg *nats.Msg) {
		if err := s.conn.Publish("fxgroups.sirens", msg.Data); err != nil {
			log.Print(err)
		}
	})
	return err
}

// doors are several workers at once.
type doors struct {
	fx.Out

	Workers []workers.Worker `group:"workers,flatten"`
	Unused  *door
}

type door struct {
	conn *nats.Conn
	name string
}

func newDoors(conn *nats.Conn) doors {
	return doors{Workers: []workers.Worker{&door{conn, "front"}, &door{conn, "back"}}}
}

func (d *door) Start(context.Context) error {
	_, err := d.conn.Subscribe("fxgroups.doors."+d.name, d.opened)
	return err
}

func (d *door) opened(msg *nats.Msg) { log.Printf("%s door: %s", d.name, msg.Data) }

// newUnused makes a worker that no one runs: it is in no group.
func newUnused(conn *nats.Conn) *unused { return &unused{conn} }

type unused struct{ conn *nats.Conn }

func (u *unused) Start(context.Context) error {
	_, err := u.conn.Subscribe("fxgroups.unused", func(*nats.Msg) {})
	return err
}
