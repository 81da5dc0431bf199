package main

import (
	"context"
	"log"

	"example.com/runs/imported/clients"
)

func bill(o clients.Order) error {
	log.Printf("bill %s", o.ID)
	return nil
}

func main() {
	log.Fatal(clients.NewOrders("billing").Each(context.Background(), bill))
}
