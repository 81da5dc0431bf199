// Command launched is started by an editor alone.
package main

import (
	"flag"

	"example.com/deployment/internal/bus"
)

func main() {
	topic := flag.String("topic", "launched.stale", "a topic")
	flag.Parse()
	bus.Publish(*topic)
	bus.PublishTo("BILLS")
	bus.PublishTo("AUDIT")
}
