package main

// Event is something that happened to an order.
type Event interface{ Topic() string }

// Placed says that an order is there.
type Placed struct{ ID string }

// Topic implements Event.
func (Placed) Topic() string { return "method.order.placed" }

// Paid says that an order was paid.
type Paid struct {
	ID     string
	Amount int
}

// Topic implements Event.
func (Paid) Topic() string { return "method.order.paid" }

// Shipped is not used yet.
type Shipped struct{ ID string }

// Topic implements Event.
func (Shipped) Topic() string { return "method.order.shipped" }

// Order records what happens to it.
type Order struct {
	id     string
	events []Event
}

func newOrder(id string) *Order {
	o := &Order{id: id}
	o.record(Placed{ID: id})
	return o
}

func (o *Order) pay(amount int) { o.record(Paid{ID: o.id, Amount: amount}) }

func (o *Order) record(e Event) { o.events = append(o.events, e) }
