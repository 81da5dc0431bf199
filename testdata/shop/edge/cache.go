package main

import (
	"context"
	"sync"

	"example.com/shop/platform/events"
	"example.com/shop/platform/prices"
)

// PriceCache remembers prices until the catalog announces new ones.
type PriceCache struct {
	client *prices.Client
	mu     sync.Mutex
	cents  map[string]int64
}

// NewPriceCache returns an empty cache in front of client.
func NewPriceCache(client *prices.Client) *PriceCache {
	return &PriceCache{client: client, cents: make(map[string]int64)}
}

// Price returns the price of sku, from the catalog when it is not known yet.
func (c *PriceCache) Price(ctx context.Context, sku string) (int64, error) {
	c.mu.Lock()
	cents, ok := c.cents[sku]
	c.mu.Unlock()
	if ok {
		return cents, nil
	}
	cents, err := c.client.Price(ctx, sku)
	if err != nil {
		return 0, err
	}
	c.store(sku, cents)
	return cents, nil
}

// priceChanged takes over a new price.
func (c *PriceCache) priceChanged(_ context.Context, change events.PriceChanged) error {
	c.store(change.SKU, change.Cents)
	return nil
}

func (c *PriceCache) store(sku string, cents int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cents[sku] = cents
}
