package main

import (
	"encoding/json"
	"log"

	"example.com/names/funcvar/subjects"
	"github.com/nats-io/nats.go"
)

type user struct{ Name string }

type service struct{ nc *nats.Conn }

func (s *service) create(name string) error {
	data, err := json.Marshal(user{Name: name})
	if err != nil {
		return err
	}
	return s.nc.Publish(subjects.Of("users", "created"), data)
}

func main() {
	subjects.Of = subjects.V2
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &service{nc: nc}
	if err := s.create("ann"); err != nil {
		log.Fatal(err)
	}
}
