package main

import (
	"context"
	"encoding/json"
	"log"

	"github.com/nats-io/nats.go"
	"golang.org/x/sync/errgroup"
)

type reading struct{ Celsius float64 }

type pipe struct {
	nc       *nats.Conn
	readings chan reading
}

func (p *pipe) read(ctx context.Context) error {
	sub, err := p.nc.QueueSubscribe("group.raw", "clean", func(m *nats.Msg) {
		var r reading
		if err := json.Unmarshal(m.Data, &r); err != nil {
			log.Print(err)
			return
		}
		if r.Celsius > -273 {
			p.readings <- r
		}
	})
	if err != nil {
		return err
	}
	<-ctx.Done()
	return sub.Drain()
}

func (p *pipe) write(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case r := <-p.readings:
			data, err := json.Marshal(r)
			if err != nil {
				return err
			}
			if err := p.nc.Publish("group.clean", data); err != nil {
				return err
			}
		}
	}
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	p := &pipe{nc: nc, readings: make(chan reading, 64)}
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(2)
	g.Go(func() error { return p.read(ctx) })
	g.Go(func() error { return p.write(ctx) })
	if err := g.Wait(); err != nil {
		log.Fatal(err)
	}
}
