// Command jsonfile decodes files that it reads, opens or embeds.
package main

import (
	"embed"
	_ "embed"
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"

	"example.com/config/internal/bus"
)

//go:embed embedded.yaml
var embedded []byte

//go:embed assets/*.json
var assets embed.FS

type config struct {
	Topic  string            `json:"topic" yaml:"topic"`
	Topics map[string]string `json:"topics"`
}

func read(path string) (*config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := &config{Topic: "jsonfile.stale"}
	return c, json.NewDecoder(f).Decode(c)
}

func main() {
	c, err := read(filepath.Join("jsonfile", "config.json"))
	if err != nil {
		log.Fatal(err)
	}
	bus.Publish(c.Topic)
	bus.Publish(c.Topics["bills"])
	var e, a config
	if err := yaml.Unmarshal(embedded, &e); err != nil {
		log.Fatal(err)
	}
	bus.Publish(e.Topic)
	data, err := assets.ReadFile("assets/app.json")
	if err != nil {
		log.Fatal(err)
	}
	if err := json.Unmarshal(data, &a); err != nil {
		log.Fatal(err)
	}
	bus.Publish(a.Topic)
}
