// Command shop publishes each line of an order.
package main

import (
	"encoding/json"
	"log"
	"net/http"

	"github.com/nats-io/nats.go"
)

type line struct{ Item string }

type order struct {
	Lines []*line
	Notes map[string]string
}

type shop struct{ nc *nats.Conn }

func (s *shop) order(w http.ResponseWriter, r *http.Request) {
	o := &order{Lines: make([]*line, 0), Notes: map[string]string{}}
	if err := json.NewDecoder(r.Body).Decode(o); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	for _, l := range o.Lines {
		data, err := json.Marshal(l)
		if err != nil {
			continue
		}
		if err := s.nc.Publish("filled.lines", data); err != nil {
			log.Print(err)
		}
	}
	for _, text := range o.Notes {
		if err := s.nc.Publish("filled.notes", []byte(text)); err != nil {
			log.Print(err)
		}
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/orders", (&shop{nc}).order)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
