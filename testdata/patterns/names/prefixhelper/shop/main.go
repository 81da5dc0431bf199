package main

import (
	"encoding/json"
	"log"

	"example.com/names/prefixhelper/subject"
	"github.com/nats-io/nats.go"
)

type change struct{ Delta int }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	_, err = nc.Subscribe(subject.Stock("*"), func(m *nats.Msg) {
		var c change
		if err := json.Unmarshal(m.Data, &c); err != nil {
			log.Print(err)
			return
		}
		log.Printf("%s: %+d", m.Subject, c.Delta)
	})
	if err != nil {
		log.Fatal(err)
	}
	select {}
}
