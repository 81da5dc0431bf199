package main

import (
	"encoding/json"
	"log"
	"reflect"
	"regexp"
	"strings"

	"github.com/nats-io/nats.go"
)

// OrderPlaced says that a customer ordered something.
type OrderPlaced struct{ ID string }

// HTTPCallFailed says that a partner did not answer.
type HTTPCallFailed struct{ URL string }

var (
	firstCap = regexp.MustCompile("(.)([A-Z][a-z]+)")
	allCap   = regexp.MustCompile("([a-z0-9])([A-Z])")
)

func snake(s string) string {
	s = firstCap.ReplaceAllString(s, "${1}_${2}")
	s = allCap.ReplaceAllString(s, "${1}_${2}")
	return strings.ToLower(s)
}

func emit(nc *nats.Conn, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return nc.Publish("snake."+snake(reflect.Indirect(reflect.ValueOf(event)).Type().Name()), data)
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	defer nc.Drain()
	if err := emit(nc, &OrderPlaced{ID: "1"}); err != nil {
		log.Print(err)
	}
	if err := emit(nc, HTTPCallFailed{URL: "https://example.com"}); err != nil {
		log.Print(err)
	}
}
