package main

import (
	"encoding/json"
	"log"

	"example.com/names/funcvar/subjects"
	"github.com/nats-io/nats.go"
)

type user struct{ Name string }

func record(m *nats.Msg) {
	var u user
	if err := json.Unmarshal(m.Data, &u); err != nil {
		log.Print(err)
		return
	}
	log.Printf("new user %s", u.Name)
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := nc.Subscribe(subjects.Of("users", "created"), record); err != nil {
		log.Fatal(err)
	}
	select {}
}
