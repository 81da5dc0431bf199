// Command unitd is a unit of systemd.
package main

import (
	"flag"

	"example.com/deployment/internal/bus"
)

func main() {
	topic := flag.String("topic", "unitd.stale", "a topic")
	flag.Parse()
	bus.Publish(*topic)
	bus.PublishTo("BILLS")
	bus.PublishTo("AUDIT")
}
