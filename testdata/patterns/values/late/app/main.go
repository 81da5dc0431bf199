package main

import (
	"log"
	"net/http"
	"os"
	"sync"

	"github.com/nats-io/nats.go"
)

var (
	watched sync.Map
	byStage = map[string]string{}
)

func set(stage, subject string) { byStage[os.Getenv(stage)] = subject }

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/notify", func(w http.ResponseWriter, r *http.Request) {
		watched.Range(func(subject, _ any) bool { return nc.Publish(subject.(string), nil) == nil })
	})
	http.HandleFunc("/watch", func(w http.ResponseWriter, r *http.Request) {
		watched.Store("late.watched", true)
	})
	set("BLUE", "late.stage.blue")
	set("GREEN", "late.stage.green")
	if err := nc.Publish(byStage["live"], nil); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", nil))
}
