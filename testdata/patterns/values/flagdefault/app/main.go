package main

import (
	"flag"
	"log"

	"github.com/nats-io/nats.go"
)

var audit string

func main() {
	orders := flag.String("orders", "flags.orders", "subject of orders")
	flag.StringVar(&audit, "audit", "", "subject of the audit")
	var cfg struct{ version string }
	flag.StringVar(&cfg.version, "version", "v1", "version")
	flag.Parse()
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	for _, subject := range []string{*orders, "flags." + cfg.version + ".users", audit} {
		if err := nc.Publish(subject, nil); err != nil {
			log.Fatal(err)
		}
	}
}
