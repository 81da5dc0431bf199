// Package prices is the client of the catalog's price service.
package prices

import (
	"context"
	"errors"
	"time"

	"example.com/shop/platform/events"
	"example.com/shop/platform/natsbus"
	"github.com/nats-io/nats.go"
)

const timeout = 2 * time.Second

// ErrUnknown is returned for a SKU that the catalog does not have.
var ErrUnknown = errors.New("unknown SKU")

// Client asks the catalog.
type Client struct {
	nc *nats.Conn
}

// NewClient returns a client that asks over nc.
func NewClient(nc *nats.Conn) *Client { return &Client{nc: nc} }

// Price returns the price of one piece in cents.
func (c *Client) Price(ctx context.Context, sku string) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	price, err := natsbus.Request[events.Price](ctx, c.nc, events.SubjectPriceGet, events.PriceRequest{SKU: sku})
	if err != nil {
		return 0, err
	}
	if !price.Known {
		return 0, ErrUnknown
	}
	return price.Cents, nil
}
