// Command made is started by a Makefile alone.
package main

import (
	"flag"

	"example.com/deployment/internal/bus"
)

func main() {
	topic := flag.String("topic", "made.stale", "a topic")
	flag.Parse()
	bus.Publish(*topic)
	bus.PublishTo("BILLS")
	bus.PublishTo("AUDIT")
}
