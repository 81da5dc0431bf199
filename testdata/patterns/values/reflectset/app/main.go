package main

import (
	"log"
	"reflect"

	"github.com/nats-io/nats.go"
)

type envelope[T any] struct{ Value T }

type order struct{ ID string }

type config struct{ Orders, Users string }

func set(v any, name, s string) { reflect.ValueOf(v).Elem().FieldByName(name).SetString(s) }

func clear(v any) {
	e := reflect.ValueOf(v).Elem()
	for i := range e.NumField() {
		e.Field(i).SetString("reflectset.none")
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	var cfg config
	clear(&cfg)
	set(&cfg, "Orders", "reflectset.orders")
	t := reflect.TypeFor[envelope[order]]()
	for _, s := range []string{cfg.Orders, cfg.Users, t.Name(), t.PkgPath() + "/" + reflect.Indirect(reflect.ValueOf(&order{})).Type().Name()} {
		if err := nc.Publish(s, nil); err != nil {
			log.Fatal(err)
		}
	}
}
