// Command pflags takes its topics from flags of pflag.
package main

import (
	"github.com/spf13/pflag"

	"example.com/config/internal/bus"
)

func main() {
	topic := pflag.String("topic", "pflag.stale", "the topic")
	var bills string
	pflag.StringVarP(&bills, "bills", "b", "pflag.bills", "the other topic")
	pflag.Parse()
	bus.Publish(*topic)
	bus.Publish(bills)
}
