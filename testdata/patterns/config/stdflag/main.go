// Command stdflag takes its topics from flags of the standard library.
package main

import (
	"flag"

	"example.com/config/internal/bus"
)

func main() {
	orders := flag.String("orders", "stdflag.stale", "a topic")
	var bills, audit string
	flag.StringVar(&bills, "bills", "stdflag.stale", "a topic")
	flag.StringVar(&audit, "audit", "stdflag.audit", "a topic")
	flag.Parse()
	bus.Publish(*orders)
	bus.Publish(bills)
	bus.Publish(audit)
}
