// Command helmed is deployed with a chart.
package main

import (
	"os"

	"gopkg.in/yaml.v3"

	"example.com/deployment/internal/bus"
)

type config struct {
	Kafka struct{ Topic string }
}

func main() {
	bus.PublishTo("ORDERS_TOPIC")
	bus.PublishTo("BILLS_TOPIC")
	bus.PublishTo("AUDIT_TOPIC")
	bus.PublishTo("REFUNDS_TOPIC")
	data, err := os.ReadFile("/config/app.yaml")
	if err != nil {
		os.Exit(1)
	}
	var c config
	if err := yaml.Unmarshal(data, &c); err != nil {
		os.Exit(1)
	}
	bus.Publish(c.Kafka.Topic)
}
