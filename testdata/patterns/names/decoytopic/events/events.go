// Package events has the events of the shop.
package events

// OrderPlaced says that a customer ordered something.
type OrderPlaced struct {
	ID    string
	Total int
}

// Topic is where the old bus expected the event.
func (OrderPlaced) Topic() string { return "orders.placed" }
