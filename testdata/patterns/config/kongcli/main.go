// Command kongcli takes its topics from a struct that kong fills.
package main

import (
	"github.com/alecthomas/kong"

	"example.com/config/internal/bus"
)

var cli struct {
	Topic string `help:"the topic" default:"kong.stale" env:"KONG_TOPIC"`
	Kafka struct {
		Bills string `default:"kong.stale" env:"BILLS"`
		Audit string `default:"kong.audit"`
	} `embed:"" prefix:"kafka-"`
}

func main() {
	kong.Parse(&cli)
	bus.Publish(cli.Topic)
	bus.Publish(cli.Kafka.Bills)
	bus.Publish(cli.Kafka.Audit)
}
