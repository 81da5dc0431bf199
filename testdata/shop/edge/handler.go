package main

import (
	"errors"
	"net/http"
	"time"

	"example.com/shop/platform/events"
	"example.com/shop/platform/httpjson"
	"example.com/shop/platform/prices"
)

// handler answers the web shop.
type handler struct {
	cache   *PriceCache
	tracker *Tracker
}

// routes returns the HTTP API of the service.
func routes(cache *PriceCache, tracker *Tracker) http.Handler {
	h := &handler{cache: cache, tracker: tracker}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /products/{sku}", h.product)
	return mux
}

// product shows one product and records the view.
func (h *handler) product(w http.ResponseWriter, r *http.Request) {
	sku := r.PathValue("sku")
	cents, err := h.cache.Price(r.Context(), sku)
	if errors.Is(err, prices.ErrUnknown) {
		httpjson.Error(w, http.StatusNotFound, err)
		return
	}
	if err != nil {
		httpjson.Error(w, http.StatusBadGateway, err)
		return
	}
	h.tracker.Track(events.PageViewed{SKU: sku, Referrer: r.Referer(), ViewedAt: time.Now().UTC()})
	httpjson.Write(w, http.StatusOK, map[string]any{"sku": sku, "cents": cents})
}
