package main

import (
	"context"
	"encoding/json"
	"log"
	"sync"

	"github.com/avast/retry-go/v4"
	"github.com/cenkalti/backoff/v4"
	"github.com/nats-io/nats.go"
	"github.com/sony/gobreaker"
	"golang.org/x/sync/singleflight"
)

type order struct{ ID string }

func encode(o order) ([]byte, error) { return json.Marshal(o) }

func main() {
	nc, err := backoff.RetryWithData(func() (*nats.Conn, error) { return nats.Connect(nats.DefaultURL) }, backoff.NewExponentialBackOff())
	if err != nil {
		log.Fatal(err)
	}
	subject, err := retry.DoWithData(func() (string, error) { return "results.retried", nil }, retry.Context(context.Background()))
	if err != nil {
		log.Fatal(err)
	}
	nc.Publish(subject, nil)

	var g singleflight.Group
	v, err, _ := g.Do("subject", func() (any, error) { return "results.shared", nil })
	if err != nil {
		log.Fatal(err)
	}
	nc.Publish(v.(string), nil)

	cb := gobreaker.NewCircuitBreaker(gobreaker.Settings{Name: "publish"})
	body, err := cb.Execute(func() (any, error) { return encode(order{ID: "1"}) })
	if err != nil {
		log.Fatal(err)
	}
	nc.Publish("results.broken", body.([]byte))

	pool := sync.Pool{New: func() any { return &nats.Msg{Subject: "results.pooled"} }}
	m := pool.Get().(*nats.Msg)
	nc.PublishMsg(m)
}
