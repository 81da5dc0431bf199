package main

import (
	"encoding/json"
	"fmt"
	"log"
	"time"

	"github.com/nats-io/nats.go"
)

type job struct{ Name string }

type handle func(*nats.Msg) error

type middleware func(handle) handle

func timed(next handle) handle {
	return func(m *nats.Msg) error {
		defer func(start time.Time) { log.Printf("%s took %s", m.Subject, time.Since(start)) }(time.Now())
		return next(m)
	}
}

func recovered(next handle) handle {
	return func(m *nats.Msg) (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		return next(m)
	}
}

func chain(h handle, all ...middleware) handle {
	for i := len(all) - 1; i >= 0; i-- {
		h = all[i](h)
	}
	return h
}

type runner struct{ done int }

func (r *runner) run(m *nats.Msg) error {
	var j job
	if err := json.Unmarshal(m.Data, &j); err != nil {
		return err
	}
	r.done++
	return m.Ack()
}

func subscribe(nc *nats.Conn, subject, group string, h handle) error {
	_, err := nc.QueueSubscribe(subject, group, func(m *nats.Msg) {
		if err := h(m); err != nil {
			log.Print(err)
		}
	})
	return err
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	r := &runner{}
	if err := subscribe(nc, "middleware.jobs", "jobs", chain(r.run, timed, recovered)); err != nil {
		log.Fatal(err)
	}
	select {}
}
