// Command composed is started by compose files.
package main

import "example.com/deployment/internal/bus"

func main() {
	bus.PublishTo("MAPPED")
	bus.PublishTo("LISTED")
	bus.PublishTo("ANCHORED")
	bus.PublishTo("FROM_FILE")
	bus.PublishTo("FILE_AND_MAP")
	bus.PublishTo("DEFAULTED")
	bus.PublishTo("FILLED")
	bus.PublishTo("OVERRIDDEN")
	bus.PublishTo("EXTENDED")
	bus.PublishTo("IMAGE")
}
