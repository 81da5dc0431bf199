// Command tomlfile decodes files of TOML, with both libraries.
package main

import (
	"log"
	"os"

	"github.com/BurntSushi/toml"
	pelletier1 "github.com/pelletier/go-toml"
	pelletier "github.com/pelletier/go-toml/v2"

	"example.com/config/internal/bus"
)

type config struct {
	Kafka struct{ Topic string }
	Bills struct {
		Name string `toml:"topic"`
	} `toml:"bills"`
	Lists []struct{ Topic string }
}

func main() {
	var c config
	if _, err := toml.DecodeFile("tomlfile/config.toml", &c); err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Kafka.Topic)
	for _, l := range c.Lists {
		bus.Publish(l.Topic)
	}
	data, err := os.ReadFile("tomlfile/config.toml")
	if err != nil {
		log.Fatal(err)
	}
	var d config
	if err := pelletier.Unmarshal(data, &d); err != nil {
		log.Fatal(err)
	}
	bus.Publish(d.Bills.Name)
	tree, err := pelletier1.LoadFile("tomlfile/config.toml")
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(tree.Get("refunds.topic").(string))
}
