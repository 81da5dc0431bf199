package main

import (
	"encoding/json"
	"log"
	"time"

	"github.com/nats-io/nats.go"
)

type request struct{ SKU string }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	data, err := json.Marshal(request{SKU: "1"})
	if err != nil {
		log.Fatal(err)
	}
	answer, err := nc.Request("reply.price", data, time.Second)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("%s", answer.Data)
}
