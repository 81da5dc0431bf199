package main

import (
	"context"
	"encoding/json"
	"log"
	"time"

	"github.com/nats-io/nats.go"
)

type reservation struct {
	SKU   string
	Count int
}

type keeper struct {
	js       nats.JetStreamContext
	durables map[string]string
	stock    map[string]int
}

func (k *keeper) listen(ctx context.Context) error {
	for _, subject := range []string{"pullloop.reserved", "pullloop.released"} {
		sub, err := k.js.PullSubscribe(subject, k.durables[subject])
		if err != nil {
			return err
		}
		go k.pull(ctx, sub)
	}
	return nil
}

func (k *keeper) pull(ctx context.Context, sub *nats.Subscription) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
			msgs, err := sub.Fetch(10, nats.MaxWait(time.Second))
			if err != nil {
				continue
			}
			for _, m := range msgs {
				k.handle(m)
			}
		}
	}
}

func (k *keeper) handle(m *nats.Msg) {
	var r reservation
	if err := json.Unmarshal(m.Data, &r); err != nil {
		log.Println(err)
		return
	}
	k.stock[r.SKU] -= r.Count
	if err := m.Ack(); err != nil {
		log.Println(err)
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	js, err := nc.JetStream()
	if err != nil {
		log.Fatal(err)
	}
	k := &keeper{
		js: js, stock: map[string]int{},
		durables: map[string]string{"pullloop.reserved": "stock-reserved", "pullloop.released": "stock-released"},
	}
	if err := k.listen(context.Background()); err != nil {
		log.Fatal(err)
	}
	select {}
}
