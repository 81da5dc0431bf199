package catalog

import (
	"context"
	"maps"
	"net/http"
	"sync"

	"example.com/shop/platform/events"
	"example.com/shop/platform/httpjson"
)

// Popularity counts how often products are looked at.
type Popularity struct {
	mu    sync.Mutex
	views map[string]int
}

// NewPopularity returns a counter at zero.
func NewPopularity() *Popularity { return &Popularity{views: make(map[string]int)} }

// Count adds one view.
func (p *Popularity) Count(_ context.Context, view events.PageViewed) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.views[view.SKU]++
	return nil
}

// get shows the views of each SKU.
func (p *Popularity) get(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	views := maps.Clone(p.views)
	p.mu.Unlock()
	httpjson.Write(w, http.StatusOK, views)
}
