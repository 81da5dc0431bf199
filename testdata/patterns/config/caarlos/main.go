// Command caarlos takes its topics from tags of caarlos0/env.
package main

import (
	"log"

	"github.com/caarlos0/env/v11"

	"example.com/config/internal/bus"
)

type config struct {
	Kafka struct {
		Topic string   `env:"TOPIC,required" envDefault:"caarlos.stale"`
		Audit string   `env:"AUDIT" envDefault:"caarlos.audit"`
		Extra string   `env:"EXTRA"`
		Lists []string `env:"LISTS" envDefault:"caarlos.a,caarlos.b"`
	} `envPrefix:"KAFKA_"`
}

type other struct {
	Topic string `env:"KAFKA_OTHER" envDefault:"caarlos.other"`
}

func main() {
	var c config
	if err := env.Parse(&c); err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Kafka.Topic)
	bus.Publish(c.Kafka.Audit)
	bus.Publish(c.Kafka.Extra)
	for _, t := range c.Kafka.Lists {
		bus.Publish(t)
	}
	o, err := env.ParseAs[other]()
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(o.Topic)
}
