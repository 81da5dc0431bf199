package main

import (
	"context"
	"log"

	"example.com/runs/foreign/orders"
)

func main() {
	if err := orders.Publish(context.Background(), "1"); err != nil {
		log.Fatal(err)
	}
}
