// Command kustomized runs in Kubernetes with overlays.
package main

import "example.com/deployment/internal/bus"

func main() {
	bus.PublishTo("BASE")
	bus.PublishTo("MERGED")
	bus.PublishTo("OPERATED")
	bus.PublishTo("ADDED")
	bus.PublishTo("GENERATED")
	bus.PublishTo("PATCHED_MAP")
}
