package main

import (
	"fmt"
	"io"
	"log"
	"net/http"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
)

type server struct {
	nc     *nats.Conn
	writer *kafka.Writer
}

func (s *server) accept(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	tenant, kind := r.Header.Get("X-Tenant"), r.PathValue("kind")
	if err := s.nc.Publish(fmt.Sprintf("tenants.%s:%s", tenant, kind), body); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	topic := tenant + "-tokenhole-" + kind
	if err := s.writer.WriteMessages(r.Context(), kafka.Message{Topic: topic, Value: body}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &server{nc: nc, writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	http.HandleFunc("POST /{kind}", s.accept)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
