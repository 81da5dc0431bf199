package main

import (
	"encoding/json"
	"log"
	"sync"

	"github.com/nats-io/nats.go"
)

type click struct{ Page string }

type collector struct {
	mu     sync.Mutex
	queue  chan *nats.Msg
	clicks map[string]int
}

func newCollector() *collector {
	return &collector{queue: make(chan *nats.Msg, 1024), clicks: map[string]int{}}
}

func (c *collector) start(nc *nats.Conn, workers int) error {
	for range workers {
		go c.work()
	}
	_, err := nc.QueueSubscribe("chanworker.clicks", "stats", func(m *nats.Msg) {
		select {
		case c.queue <- m:
		default:
			log.Print("too busy")
		}
	})
	return err
}

func (c *collector) work() {
	for m := range c.queue {
		c.count(m)
	}
}

func (c *collector) count(m *nats.Msg) {
	var e click
	if err := json.Unmarshal(m.Data, &e); err != nil {
		log.Print(err)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clicks[e.Page]++
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if err := newCollector().start(nc, 4); err != nil {
		log.Fatal(err)
	}
	select {}
}
