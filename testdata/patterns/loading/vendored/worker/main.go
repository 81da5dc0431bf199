package main

import (
	"log"

	"example.org/company/bus"
)

type job struct{ Name string }

func work(j job) { log.Print(j.Name) }

func main() {
	b, err := bus.Open()
	if err != nil {
		log.Fatal(err)
	}
	if err := bus.Subscribe(b, "vendored.jobs", "workers", work); err != nil {
		log.Fatal(err)
	}
	select {}
}
