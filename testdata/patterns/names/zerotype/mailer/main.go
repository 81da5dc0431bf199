package main

import (
	"context"
	"log"

	"example.com/names/zerotype/bus"
)

type orderPlaced struct{ ID, Email string }

func (orderPlaced) Topic() string { return "zero.orders" }

type refunded struct{ ID, Email string }

func (refunded) Topic() string { return "zero.refunds" }

type mailer struct{ sent int }

func (m *mailer) confirm(_ context.Context, event orderPlaced) error {
	m.sent++
	log.Printf("to %s: thank you for order %s", event.Email, event.ID)
	return nil
}

func (m *mailer) apologize(_ context.Context, event refunded) error {
	m.sent++
	log.Printf("to %s: we are sorry", event.Email)
	return nil
}

func main() {
	ctx := context.Background()
	m := &mailer{}
	orders := bus.JSON[orderPlaced]()
	bus.Subscribe(ctx, "mailer", orders, m.confirm)
	bus.Subscribe(ctx, "mailer", bus.JSON[refunded](), m.apologize)
	<-ctx.Done()
}
