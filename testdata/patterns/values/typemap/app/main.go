package main

import (
	"encoding/json"
	"fmt"
	"log"
	"reflect"

	"github.com/nats-io/nats.go"
)

type order struct{ ID string }

type user struct{ Name string }

type mapper struct {
	nc       *nats.Conn
	subjects map[reflect.Type]string
}

func register[T any](m *mapper, subject string) { m.subjects[reflect.TypeFor[T]()] = subject }

func (m *mapper) publish(v any) error {
	subject, ok := m.subjects[reflect.TypeOf(v)]
	if !ok {
		return fmt.Errorf("%T is not registered", v)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return m.nc.Publish(subject, data)
}

func subscribe[T any](m *mapper, handle func(T)) error {
	var zero T
	_, err := m.nc.Subscribe(m.subjects[reflect.TypeOf(zero)], func(msg *nats.Msg) {
		var v T
		if json.Unmarshal(msg.Data, &v) == nil {
			handle(v)
		}
	})
	return err
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	m := &mapper{nc: nc, subjects: map[reflect.Type]string{}}
	register[order](m, "typemap.orders")
	register[user](m, "typemap.users")
	if err := subscribe(m, func(o order) { log.Print(o.ID) }); err != nil {
		log.Fatal(err)
	}
	if err := m.publish(order{ID: "1"}); err != nil {
		log.Fatal(err)
	}
	if err := m.publish(user{Name: "ann"}); err != nil {
		log.Fatal(err)
	}
}
