package main

import (
	"encoding/json"
	"log"
	"net/http"

	"example.com/names/prefixhelper/subject"
	"github.com/nats-io/nats.go"
)

type change struct{ Delta int }

type server struct{ nc *nats.Conn }

func (s *server) adjust(w http.ResponseWriter, r *http.Request) {
	var c change
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	data, err := json.Marshal(c)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	sku := r.PathValue("sku")
	if err := s.nc.Publish(subject.Stock(sku), data); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &server{nc: nc}
	http.HandleFunc("POST /stock/{sku}", s.adjust)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
