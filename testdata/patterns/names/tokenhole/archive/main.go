package main

import (
	"log"
	"os"

	"github.com/nats-io/nats.go"
)

func store(m *nats.Msg) {
	if err := os.WriteFile(m.Subject, m.Data, 0o600); err != nil {
		log.Print(err)
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := nc.Subscribe("tenants.*", store); err != nil {
		log.Fatal(err)
	}
	select {}
}
