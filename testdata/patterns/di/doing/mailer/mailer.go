// Package mailer sends mails that come on a subject.
package mailer

import (
	"log"

	"github.com/nats-io/nats.go"
	"github.com/samber/do"
)

// Sender sends a mail.
type Sender interface {
	Send(mail []byte) error
}

// Mailer is a service.
type Mailer struct {
	conn    *nats.Conn
	sender  Sender
	subject string
}

// New makes a mailer of what the injector has.
func New(i *do.Injector) (*Mailer, error) {
	sender, err := do.Invoke[Sender](i)
	if err != nil {
		return nil, err
	}
	return &Mailer{
		conn:    do.MustInvoke[*nats.Conn](i),
		sender:  sender,
		subject: do.MustInvokeNamed[string](i, "subject"),
	}, nil
}

// Run sends mails.
func (m *Mailer) Run() error {
	_, err := m.conn.QueueSubscribe(m.subject, "mailer", m.mail)
	return err
}

func (m *Mailer) mail(msg *nats.Msg) {
	if err := m.sender.Send(msg.Data); err != nil {
		log.Print(err)
	}
}
