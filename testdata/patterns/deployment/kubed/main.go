// Command kubed runs in Kubernetes.
package main

import (
	"flag"
	"os"

	"gopkg.in/yaml.v3"

	"example.com/deployment/internal/bus"
)

type config struct{ Topic string }

func main() {
	bills := flag.String("bills", "kubed.stale", "a topic")
	flag.Parse()
	data, err := os.ReadFile("/etc/kubed/app.yaml")
	if err != nil {
		os.Exit(1)
	}
	var c config
	if err := yaml.Unmarshal(data, &c); err != nil {
		os.Exit(1)
	}
	bus.Publish(c.Topic)
	bus.Publish(*bills)
	bus.PublishTo("PLAIN")
	bus.PublishTo("REFERRED")
	bus.PublishTo("WHOLE")
	bus.PublishTo("JOINED")
}
