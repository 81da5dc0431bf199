// Command yamlfile decodes a file of YAML.
package main

import (
	"log"
	"os"

	"gopkg.in/yaml.v3"

	"example.com/config/internal/bus"
)

type config struct {
	Topics map[string]string `yaml:"topics"`
	List   []struct{ Name string }
	Later  string `yaml:"later"`
}

func load(path string) (*config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := &config{Later: "yaml.default"}
	return c, yaml.Unmarshal(data, c)
}

func main() {
	c, err := load("yamlfile/config.yaml")
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Topics["orders"])
	bus.Publish(c.Topics["bills"])
	for _, t := range c.List {
		bus.Publish(t.Name)
	}
	bus.Publish(c.Later)
}
