// Package catalog knows the products of the shop: their prices, their stock and how popular they are.
// It keeps all of it in memory.
package catalog

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"sync"

	"example.com/shop/platform/events"
	"example.com/shop/platform/httpjson"
	"example.com/shop/platform/natsbus"
	"github.com/nats-io/nats.go"
)

// Prices is the price list.
type Prices struct {
	nc    *nats.Conn
	mu    sync.RWMutex
	cents map[string]int64
}

// NewPrices returns an empty price list that announces changes over nc.
func NewPrices(nc *nats.Conn) *Prices {
	return &Prices{nc: nc, cents: make(map[string]int64)}
}

// Answer replies to a price request.
func (p *Prices) Answer(msg *nats.Msg) {
	var request events.PriceRequest
	if err := json.Unmarshal(msg.Data, &request); err != nil {
		slog.Error("price request not decodable", "error", err)
		return
	}
	p.mu.RLock()
	cents, known := p.cents[request.SKU]
	p.mu.RUnlock()
	reply, err := json.Marshal(events.Price{SKU: request.SKU, Cents: cents, Known: known})
	if err != nil {
		slog.Error("price not encoded", "error", err)
		return
	}
	if err := msg.Respond(reply); err != nil {
		slog.Error("price not sent", "sku", request.SKU, "error", err)
	}
}

// put sets the price of a SKU and tells everybody.
func (p *Prices) put(w http.ResponseWriter, r *http.Request) {
	change := events.PriceChanged{SKU: r.PathValue("sku")}
	if err := json.NewDecoder(r.Body).Decode(&change.Cents); err != nil {
		httpjson.Error(w, http.StatusBadRequest, err)
		return
	}
	p.mu.Lock()
	p.cents[change.SKU] = change.Cents
	p.mu.Unlock()
	if err := natsbus.Publish(p.nc, events.SubjectPriceChanged, change); err != nil {
		httpjson.Error(w, http.StatusBadGateway, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
