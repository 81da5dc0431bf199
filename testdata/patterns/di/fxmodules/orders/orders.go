// Package orders takes orders.
package orders

import (
	"encoding/json"
	"net/http"

	"example.com/di/fxmodules/bus"
	"go.uber.org/fx"
)

// Placed is published when an order was placed.
type Placed struct {
	ID string `json:"id"`
}

// Module provides the handler of orders, and its routes.
var Module = fx.Options(
	fx.Provide(newHandler, fx.Private),
	fx.Invoke(routes),
)

// Topics are the topics of orders.
type Topics struct {
	Placed string
}

type params struct {
	fx.In

	Bus    bus.Publisher
	Topics *Topics
	Audit  bus.Publisher `name:"audit" optional:"true"`
}

type handler struct {
	bus    bus.Publisher
	audit  bus.Publisher
	topics *Topics
}

func newHandler(p params) *handler {
	return &handler{bus: p.Bus, audit: p.Audit, topics: p.Topics}
}

func routes(mux *http.ServeMux, h *handler) {
	mux.HandleFunc("POST /orders", h.place)
}

func (h *handler) place(w http.ResponseWriter, r *http.Request) {
	var placed Placed
	if err := json.NewDecoder(r.Body).Decode(&placed); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := h.bus.Publish(r.Context(), h.topics.Placed, placed); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	if h.audit != nil {
		_ = h.audit.Publish(r.Context(), "fxmodules.audit", placed)
	}
}
