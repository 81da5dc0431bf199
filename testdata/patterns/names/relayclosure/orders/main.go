package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"

	"github.com/segmentio/kafka-go"
)

type orderCreated struct{ ID string }

type orderCancelled struct{ ID, Reason string }

// publish sends an event to where it belongs.
type publish func(ctx context.Context, event any) error

// to returns a publish for one topic.
func to(w *kafka.Writer, topic string) publish {
	return func(ctx context.Context, event any) error {
		value, err := json.Marshal(event)
		if err != nil {
			return err
		}
		return w.WriteMessages(ctx, kafka.Message{Topic: topic, Value: value})
	}
}

type api struct {
	created   publish
	cancelled publish
}

func (a *api) create(w http.ResponseWriter, r *http.Request) {
	if err := a.created(r.Context(), orderCreated{ID: r.FormValue("id")}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func (a *api) cancel(w http.ResponseWriter, r *http.Request) {
	event := &orderCancelled{ID: r.PathValue("id"), Reason: r.FormValue("reason")}
	if err := a.cancelled(r.Context(), event); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func main() {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092")}
	defer w.Close()
	a := &api{
		created:   to(w, "closure.orders.created"),
		cancelled: to(w, "closure.orders.cancelled"),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", a.create)
	mux.HandleFunc("DELETE /orders/{id}", a.cancel)
	log.Fatal(http.ListenAndServe(":8080", mux))
}
