package main

import (
	"encoding/json"
	"log"
	"net/http"

	"github.com/nats-io/nats.go"
)

type message struct{ Text string }

type server struct{ nc *nats.Conn }

func (s *server) send(w http.ResponseWriter, subject string, m message) {
	data, err := json.Marshal(m)
	if err == nil {
		err = s.nc.Publish(subject, data)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func (s *server) notify(w http.ResponseWriter, r *http.Request) {
	way := r.PathValue("way")
	switch way {
	case "sms", "email":
	default:
		http.NotFound(w, r)
		return
	}
	s.send(w, "keyswitch.notify."+way, message{Text: r.FormValue("text")})
}

func (s *server) status(w http.ResponseWriter, r *http.Request) {
	var subject string
	switch r.FormValue("status") {
	case "paid":
		subject = "keyswitch.order.paid"
	case "sent":
		subject = "keyswitch.order.sent"
	default:
		http.Error(w, "unknown status", http.StatusBadRequest)
		return
	}
	s.send(w, subject, message{Text: r.PathValue("id")})
}

func (s *server) log(w http.ResponseWriter, r *http.Request) {
	level := r.FormValue("level")
	if level != "info" && level != "warn" {
		http.Error(w, "unknown level", http.StatusBadRequest)
		return
	}
	s.send(w, "keyswitch.log."+level, message{Text: r.FormValue("text")})
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &server{nc: nc}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /notify/{way}", s.notify)
	mux.HandleFunc("POST /orders/{id}", s.status)
	mux.HandleFunc("POST /log", s.log)
	log.Fatal(http.ListenAndServe(":8080", mux))
}
