package main

import (
	"context"
	"log"
	"net/http"

	"example.com/names/decoytopic/bus"
	"example.com/names/decoytopic/events"
)

type publisher interface {
	Publish(ctx context.Context, topic string, event any) error
}

type service struct{ events publisher }

func (s *service) place(w http.ResponseWriter, r *http.Request) {
	event := events.OrderPlaced{ID: r.FormValue("id")}
	if err := s.events.Publish(r.Context(), event.Topic(), event); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func main() {
	s := &service{events: bus.New([]string{"localhost:9092"}, "shop.orders")}
	http.HandleFunc("POST /orders", s.place)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
