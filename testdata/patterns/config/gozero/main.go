// Command gozero takes its topics from a file that go-zero loads.
package main

import (
	"flag"

	"github.com/zeromicro/go-zero/core/conf"

	"example.com/config/internal/bus"
)

type config struct {
	Kafka struct {
		Topic string `json:",default=gozero.stale"`
		Audit string `json:",default=gozero.audit"`
		Bills string `json:",env=GOZERO_BILLS"`
		Lists string
	}
}

var file = flag.String("f", "etc/gozero.yaml", "the file")

func main() {
	flag.Parse()
	var c config
	conf.MustLoad(*file, &c, conf.UseEnv())
	bus.Publish(c.Kafka.Topic)
	bus.Publish(c.Kafka.Audit)
	bus.Publish(c.Kafka.Bills)
	bus.Publish(c.Kafka.Lists)
}
