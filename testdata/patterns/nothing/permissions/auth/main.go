package main

import (
	"encoding/json"
	"log"
	"os"
	"slices"

	"github.com/nats-io/nats.go"
)

// permission is what a client may do.
type permission struct {
	Publish   []string `json:"publish"`
	Subscribe []string `json:"subscribe"`
}

var permissions = map[string]permission{
	"orders":  {Publish: []string{"permissions.orders.>"}, Subscribe: []string{"permissions.payments.*"}},
	"billing": {Publish: []string{"permissions.payments.new"}},
}

func (p permission) allows(subject string) bool { return slices.Contains(p.Publish, subject) }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	for client, p := range permissions {
		if p.allows("permissions.orders.new") {
			log.Printf("%s may place orders", client)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(permissions); err != nil {
		log.Fatal(err)
	}
	if err := nc.Publish("permissions.ping", nil); err != nil {
		log.Fatal(err)
	}
}
