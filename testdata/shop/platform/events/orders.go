package events

import "time"

// TopicOrderCancelled carries OrderCancelled. The topic of OrderCreated is configurable, see config.Config.
const TopicOrderCancelled = "orders.cancelled"

// Line is one position of an order.
type Line struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// OrderCreated says that a customer has placed an order that is still to be paid.
type OrderCreated struct {
	OrderID  string    `json:"order_id"`
	Email    string    `json:"email"`
	Lines    []Line    `json:"lines"`
	Total    int64     `json:"total"`
	PlacedAt time.Time `json:"placed_at"`
}

// OrderCancelled says that an order will not be fulfilled. What was reserved for it is free again.
type OrderCancelled struct {
	OrderID string `json:"order_id"`
	Email   string `json:"email"`
	Reason  string `json:"reason"`
}
