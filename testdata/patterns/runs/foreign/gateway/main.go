package main

import (
	"context"
	"log"

	"example.com/runs/foreign/orders"
)

func main() {
	log.Fatal(orders.Listen(context.Background(), "gateway"))
}
