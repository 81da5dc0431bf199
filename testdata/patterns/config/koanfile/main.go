// Command koanfile loads defaults, two files and the environment, the last wins.
package main

import (
	"log"
	"strings"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/providers/env"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"

	"example.com/config/internal/bus"
)

type config struct {
	Kafka struct {
		Topic string `koanf:"topic"`
		Audit string `koanf:"audit"`
	} `koanf:"kafka"`
}

func main() {
	k := koanf.New(".")
	if err := k.Load(confmap.Provider(map[string]any{"kafka.topic": "koanf.stale", "kafka.audit": "koanf.audit"}, "."), nil); err != nil {
		log.Fatal(err)
	}
	for _, f := range []string{"koanfile/config.yaml", "koanfile/local.yaml"} {
		if err := k.Load(file.Provider(f), yaml.Parser()); err != nil {
			log.Fatal(err)
		}
	}
	err := k.Load(env.Provider("SHOP_", ".", func(s string) string {
		return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(s, "SHOP_")), "_", ".")
	}), nil)
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(k.String("kafka.topic"))
	bus.Publish(k.MustString("kafka.bills"))
	bus.Publish(k.String("kafka.refunds"))
	var c config
	if err := k.Unmarshal("", &c); err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Kafka.Topic)
	bus.Publish(c.Kafka.Audit)
}
