package main

import (
	"context"
	"log"

	"github.com/dapr/go-sdk/client"
	"github.com/dapr/go-sdk/service/common"
	daprd "github.com/dapr/go-sdk/service/http"
)

type order struct {
	ID string `json:"id"`
}

type invoice struct {
	ID string `json:"id"`
}

type app struct{ client client.Client }

func (a *app) onOrder(ctx context.Context, e *common.TopicEvent) (retry bool, err error) {
	var o order
	if err := e.Struct(&o); err != nil {
		return false, err
	}
	return true, a.client.PublishEvent(ctx, "pubsub", "dapr-invoices", invoice{ID: o.ID})
}

var subscription = &common.Subscription{PubsubName: "pubsub", Topic: "dapr-orders", Route: "/orders"}

func main() {
	c, err := client.NewClient()
	if err != nil {
		log.Fatal(err)
	}
	a := &app{client: c}
	s := daprd.NewService(":8080")
	if err := s.AddTopicEventHandler(subscription, a.onOrder); err != nil {
		log.Fatal(err)
	}
	log.Fatal(s.Start())
}
