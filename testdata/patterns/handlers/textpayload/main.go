package main

import (
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
)

type paid struct{ Order string }

type orders struct{ paidFor []string }

func (o *orders) paid(_, val string) {
	var p paid
	if err := json.Unmarshal([]byte(val), &p); err != nil {
		log.Print(err)
		return
	}
	o.paidFor = append(o.paidFor, p.Order)
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	c, err := nats.NewEncodedConn(nc, nats.DEFAULT_ENCODER)
	if err != nil {
		log.Fatal(err)
	}
	o := &orders{}
	if _, err := c.Subscribe("textpayload.paid", o.paid); err != nil {
		log.Fatal(err)
	}
	select {}
}
