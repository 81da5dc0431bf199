package main

import (
	"encoding/json"
	"log"
	"net/http"

	"github.com/segmentio/kafka-go"
)

type produceRequest struct {
	Topic string          `json:"topic"`
	Value json.RawMessage `json:"value"`
}

func defaultRequest() produceRequest { return produceRequest{Topic: "requestfield.decoy"} }

type proxy struct{ writer *kafka.Writer }

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var req produceRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if req.Topic == "" {
		http.Error(w, "for example "+defaultRequest().Topic, http.StatusBadRequest)
		return
	}
	if err := p.writer.WriteMessages(r.Context(), kafka.Message{Topic: req.Topic, Value: req.Value}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func main() {
	p := &proxy{writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}}
	log.Fatal(http.ListenAndServe(":8080", p))
}
