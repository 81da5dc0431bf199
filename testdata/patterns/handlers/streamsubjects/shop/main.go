package main

import (
	"context"
	"encoding/json"
	"log"

	"example.com/handlers/streamsubjects/streams"
)

type order struct{ ID string }

func main() {
	ctx := context.Background()
	js, _, err := streams.Open(ctx)
	if err != nil {
		log.Fatal(err)
	}
	data, err := json.Marshal(order{ID: "1"})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := js.PublishAsync("streams.orders.new", data); err != nil {
		log.Fatal(err)
	}
	<-js.PublishAsyncComplete()
}
