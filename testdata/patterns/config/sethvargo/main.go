// Command sethvargo takes its topics from sethvargo/go-envconfig.
package main

import (
	"context"
	"log"

	"github.com/sethvargo/go-envconfig"

	"example.com/config/internal/bus"
)

type kafka struct {
	Topic string `env:"TOPIC, default=sethvargo.stale"`
	Audit string `env:"AUDIT, default=sethvargo.audit"`
}

type config struct {
	Kafka *kafka `env:", prefix=SHOP_"`
}

func main() {
	var c config
	if err := envconfig.Process(context.Background(), &c); err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Kafka.Topic)
	bus.Publish(c.Kafka.Audit)
}
