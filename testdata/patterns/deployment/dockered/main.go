// Command dockered is an image alone.
package main

import (
	"encoding/json"
	"flag"
	"os"

	"example.com/deployment/internal/bus"
)

type config struct{ Topic string }

func main() {
	path := flag.String("config", "config.json", "the file")
	bills := flag.String("bills", "dockered.stale", "a topic")
	flag.Parse()
	data, err := os.ReadFile(*path)
	if err != nil {
		os.Exit(1)
	}
	var c config
	if err := json.Unmarshal(data, &c); err != nil {
		os.Exit(1)
	}
	bus.Publish(c.Topic)
	bus.Publish(*bills)
	bus.PublishTo("AUDIT")
	bus.PublishTo("REFUNDS")
}
