// Command envfile is started with a file of variables that a Makefile names.
package main

import "example.com/deployment/internal/bus"

func main() { bus.PublishTo("TOPIC") }
