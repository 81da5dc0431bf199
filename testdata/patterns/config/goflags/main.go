// Command goflags takes its topics from a struct that go-flags fills.
package main

import (
	"os"

	"github.com/jessevdk/go-flags"

	"example.com/config/internal/bus"
)

type options struct {
	Topic string `short:"t" long:"topic" env:"TOPIC" default:"goflags.stale"`
	Bills string `long:"bills" default:"goflags.stale"`
	Audit string `long:"audit" default:"goflags.audit"`
}

func main() {
	var opts options
	if _, err := flags.NewParser(&opts, flags.Default).Parse(); err != nil {
		os.Exit(1)
	}
	bus.Publish(opts.Topic)
	bus.Publish(opts.Bills)
	bus.Publish(opts.Audit)
}
