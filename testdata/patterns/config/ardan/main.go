// Command ardan takes its topics from ardanlabs/conf.
package main

import (
	"log"

	"github.com/ardanlabs/conf/v3"

	"example.com/config/internal/bus"
)

func main() {
	var cfg struct {
		Kafka struct {
			Topic string `conf:"default:ardan.stale"`
			Bills string `conf:"default:ardan.stale"`
			Audit string `conf:"default:ardan.audit"`
		}
	}
	if _, err := conf.Parse("SHOP", &cfg); err != nil {
		log.Fatal(err)
	}
	bus.Publish(cfg.Kafka.Topic)
	bus.Publish(cfg.Kafka.Bills)
	bus.Publish(cfg.Kafka.Audit)
}
