// Command koanfenv has defaults in the code, a file that only the environment names,
// and checks what it got.
package main

import (
	"errors"
	"log"
	"os"
	"strings"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/env"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"

	"example.com/config/internal/bus"
)

type config struct {
	Kafka struct {
		Brokers string `koanf:"brokers"`
		Topic   string `koanf:"topic"`
	} `koanf:"kafka"`
}

func load() (*config, error) {
	c := &config{}
	c.Kafka.Topic = "koanfenv.orders"
	k := koanf.New(".")
	if path := os.Getenv("CONFIG_FILE"); path != "" {
		if err := k.Load(file.Provider(path), yaml.Parser()); err != nil {
			return nil, err
		}
	}
	err := k.Load(env.ProviderWithValue("", ".", func(name, value string) (string, any) {
		return strings.ReplaceAll(strings.ToLower(name), "_", "."), value
	}), nil)
	if err != nil {
		return nil, err
	}
	if err := k.Unmarshal("", c); err != nil {
		return nil, err
	}
	if c.Kafka.Brokers == "" {
		return nil, errors.New("no brokers")
	}
	return c, nil
}

func main() {
	c, err := load()
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Kafka.Topic)
}
