package catalog

import (
	"context"
	"sync"

	"example.com/shop/platform/events"
	"example.com/shop/platform/natsbus"
	"github.com/nats-io/nats.go"
)

const (
	initialStock = 100
	lowStock     = 10
)

// Stock keeps what is sold and what is reserved.
type Stock struct {
	nc       *nats.Conn
	mu       sync.Mutex
	sold     map[string]int
	reserved map[string][]events.Line
}

// NewStock returns a full warehouse that announces over nc what runs low.
func NewStock(nc *nats.Conn) *Stock {
	return &Stock{nc: nc, sold: make(map[string]int), reserved: make(map[string][]events.Line)}
}

// Reserve sets aside what an order needs.
func (s *Stock) Reserve(_ context.Context, order events.OrderCreated) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reserved[order.OrderID] = order.Lines
	for _, line := range order.Lines {
		s.sold[line.SKU] += line.Quantity
		left := initialStock - s.sold[line.SKU]
		if left >= lowStock {
			continue
		}
		if err := natsbus.Publish(s.nc, events.StockSubject(line.SKU), events.StockLow{SKU: line.SKU, Left: left}); err != nil {
			return err
		}
	}
	return nil
}

// Release puts back what was set aside for an order.
func (s *Stock) Release(_ context.Context, order events.OrderCancelled) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, line := range s.reserved[order.OrderID] {
		s.sold[line.SKU] -= line.Quantity
	}
	delete(s.reserved, order.OrderID)
	return nil
}
