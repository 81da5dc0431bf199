package main

import (
	"log"
	"sync"

	"github.com/nats-io/nats.go"
)

var (
	handlers = map[string]nats.MsgHandler{}
	late     sync.Map
)

func register(subject string, h nats.MsgHandler) {
	if _, ok := handlers[subject]; ok {
		panic("twice: " + subject)
	}
	handlers[subject] = h
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	for subject, h := range handlers {
		if _, err := nc.Subscribe(subject, h); err != nil {
			log.Fatal(err)
		}
	}
	late.Range(func(subject, h any) bool {
		_, err := nc.Subscribe(subject.(string), h.(nats.MsgHandler))
		return err == nil
	})
	select {}
}
