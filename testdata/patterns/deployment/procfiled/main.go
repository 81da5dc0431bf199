// Command procfiled is started by a Procfile.
package main

import (
	"flag"

	"example.com/deployment/internal/bus"
)

func main() {
	topic := flag.String("topic", "procfiled.stale", "a topic")
	flag.Parse()
	bus.Publish(*topic)
	bus.PublishTo("AUDIT")
}
