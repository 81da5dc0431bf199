package main

import (
	"log"

	"example.org/company/bus"
)

type job struct{ Name string }

func main() {
	b, err := bus.Open()
	if err != nil {
		log.Fatal(err)
	}
	if err := b.Publish("vendored.jobs", job{Name: "hello"}); err != nil {
		log.Fatal(err)
	}
}
