// Command orders publishes orders of users that a framework has signed in.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"os"
	"plugin"

	"github.com/nats-io/nats.go"
)

type order struct {
	User float64 `json:"user"`
}

// session is what the framework keeps of a request.
type session interface {
	Locals(key any) any
}

type shop struct{ nc *nats.Conn }

func (s *shop) handle(c session) error {
	user, ok := c.Locals("user_id").(float64)
	if !ok {
		return errors.New("not signed in")
	}
	return s.place(order{User: user})
}

func (s *shop) place(o order) error {
	body, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return s.nc.Publish("lookedup.placed", body)
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	framework, err := plugin.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	serve, err := framework.Lookup("Serve")
	if err != nil {
		log.Fatal(err)
	}
	s := &shop{nc: nc}
	serve.(func(func(session) error))(s.handle)
}
