package main

import (
	"encoding/json"
	"errors"
	"log"

	"github.com/nats-io/nats.go"
)

type paid struct {
	Order string
	Kind  string
}

type shipped struct{ Order string }

type outcome struct {
	skip, again bool
	event       any
}

func work(m *nats.Msg) (outcome, error) {
	var p paid
	if err := json.Unmarshal(m.Data, &p); err != nil {
		return outcome{}, err
	}
	switch p.Kind {
	case "test":
		return outcome{skip: true}, nil
	case "repeated":
		return outcome{skip: true, again: true}, nil
	case "":
		return outcome{}, errors.New("no kind")
	}
	return outcome{event: shipped{p.Order}}, nil
}

func try(m *nats.Msg, times int) (outcome, error) {
	var o outcome
	var err error
	for i := 1; i <= times; i++ {
		if o, err = work(m); err == nil {
			return o, nil
		}
	}
	return outcome{}, err
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	sub, err := nc.SubscribeSync("outcomes.paid")
	if err != nil {
		log.Fatal(err)
	}
	for {
		m, err := sub.NextMsg(0)
		if err != nil {
			log.Fatal(err)
		}
		o, err := try(m, 3)
		if err != nil {
			log.Println(err)
			continue
		}
		if o.skip {
			if o.again {
				log.Println("again")
			}
			continue
		}
		body, err := json.Marshal(o.event)
		if err != nil {
			log.Fatal(err)
		}
		if err := nc.Publish("outcomes.shipped", body); err != nil {
			log.Println(err)
		}
	}
}
