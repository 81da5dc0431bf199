// Command uberconfig merges files with go.uber.org/config, later ones win.
package main

import (
	"log"
	"os"

	"go.uber.org/config"

	"example.com/config/internal/bus"
)

type kafka struct {
	Bills string `yaml:"bills"`
	Audit string `yaml:"audit"`
}

func main() {
	provider, err := config.NewYAML(
		config.Static(map[string]any{"kafka": map[string]any{"audit": "uber.audit", "topic": "uber.stale"}}),
		config.File("uberconfig/base.yaml"),
		config.File("uberconfig/local.yaml"),
		config.Expand(os.LookupEnv),
	)
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(provider.Get("kafka.topic").String())
	bus.Publish(provider.Get("kafka").Get("refunds").String())
	bus.Publish(provider.Get("kafka.lists").String())
	var k kafka
	if err := provider.Get("kafka").Populate(&k); err != nil {
		log.Fatal(err)
	}
	bus.Publish(k.Bills)
	bus.Publish(k.Audit)
}
