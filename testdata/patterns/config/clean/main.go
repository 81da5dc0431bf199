// Command clean takes its topics from cleanenv.
package main

import (
	"log"

	"github.com/ilyakaznacheev/cleanenv"

	"example.com/config/internal/bus"
)

type config struct {
	Topic string `yaml:"topic" env:"CLEAN_TOPIC" env-default:"clean.stale"`
	Bills string `yaml:"bills" env:"CLEAN_BILLS" env-default:"clean.stale"`
	Audit string `yaml:"audit" env:"CLEAN_AUDIT" env-default:"clean.audit"`
}

func main() {
	var c config
	if err := cleanenv.ReadConfig("clean/config.yml", &c); err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Topic)
	bus.Publish(c.Bills)
	bus.Publish(c.Audit)
}
