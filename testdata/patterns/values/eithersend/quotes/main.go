// Command quotes asks for prices at the same time.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"os"
	"strconv"

	"github.com/nats-io/nats.go"
)

type quote struct{ Cents int }

func ask(item string) (int, error) {
	if item == "" {
		return 0, errors.New("no item")
	}
	return strconv.Atoi(item)
}

func price(item string, out chan<- *quote) {
	cents, err := ask(item)
	if err != nil {
		out <- nil
		return
	}
	out <- &quote{cents}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	var all []*quote
	for _, item := range os.Args[1:] {
		answer := make(chan *quote)
		go price(item, answer)
		if q := <-answer; q != nil {
			all = append(all, q)
			continue
		}
		if err := nc.Publish("eithersend.failed", []byte(item)); err != nil {
			log.Print(err)
		}
	}
	for _, q := range all {
		data, err := json.Marshal(q)
		if err != nil {
			continue
		}
		if err := nc.Publish("eithersend.quoted", data); err != nil {
			log.Print(err)
		}
	}
}
