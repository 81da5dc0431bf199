// Command kelsey takes its topics from kelseyhightower/envconfig.
package main

import (
	"github.com/kelseyhightower/envconfig"

	"example.com/config/internal/bus"
)

type config struct {
	OrdersTopic string `split_words:"true" default:"kelsey.stale"`
	BillsTopic  string `envconfig:"BILLS" default:"kelsey.stale"`
	AuditTopic  string `default:"kelsey.audit"`
}

func main() {
	var c config
	envconfig.MustProcess("shop", &c)
	bus.Publish(c.OrdersTopic)
	bus.Publish(c.BillsTopic)
	bus.Publish(c.AuditTopic)
}
