package main

import (
	"log"

	"example.com/di/doing/mailer"
	"github.com/nats-io/nats.go"
	"github.com/samber/do"
)

func main() {
	i := do.New()
	do.Provide(i, connect)
	do.Provide(i, mailer.New)
	do.ProvideNamedValue(i, "subject", "doing.mails")
	do.Provide(i, func(i *do.Injector) (mailer.Sender, error) {
		return &relay{conn: do.MustInvoke[*nats.Conn](i), subject: "doing.old"}, nil
	})
	do.Override(i, newRelay)
	do.Provide(i, newUnused)

	if err := do.MustInvoke[*mailer.Mailer](i).Run(); err != nil {
		log.Fatal(err)
	}
	log.Fatal(i.ShutdownOnSIGTERM())
}

func connect(*do.Injector) (*nats.Conn, error) { return nats.Connect(nats.DefaultURL) }

type relay struct {
	conn    *nats.Conn
	subject string
}

func newRelay(i *do.Injector) (mailer.Sender, error) {
	return &relay{conn: do.MustInvoke[*nats.Conn](i), subject: "doing.outbound"}, nil
}

func (r *relay) Send(mail []byte) error { return r.conn.Publish(r.subject, mail) }

type unused struct{}

func newUnused(i *do.Injector) (*unused, error) {
	_, err := do.MustInvoke[*nats.Conn](i).Subscribe("doing.unused", func(*nats.Msg) {})
	return &unused{}, err
}
