package main

import (
	"context"
	"log"

	"go-micro.dev/v5"
	"go-micro.dev/v5/server"
)

type Order struct{ ID string }

type Invoice struct{ ID string }

type biller struct{ out micro.Event }

func (b *biller) Bill(ctx context.Context, o *Order) error {
	return b.out.Publish(ctx, &Invoice{ID: o.ID})
}

func onInvoice(ctx context.Context, i *Invoice) error {
	log.Print(i.ID)
	return nil
}

func main() {
	service := micro.NewService(micro.Name("billing"))
	service.Init()
	b := &biller{out: micro.NewEvent("micro.invoices", service.Client())}
	if err := micro.RegisterSubscriber("micro.orders", service.Server(), b, server.SubscriberQueue("billing")); err != nil {
		log.Fatal(err)
	}
	if err := micro.RegisterSubscriber("micro.invoices", service.Server(), onInvoice); err != nil {
		log.Fatal(err)
	}
	log.Fatal(service.Run())
}
