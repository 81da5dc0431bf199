package main

import (
	"log"
	"maps"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/samber/lo"
)

type route struct {
	subject string
	queue   string
	handler nats.MsgHandler
}

func main() {
	conn, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}

	// A table that becomes another one, filtered, and consumed with a callback.
	routes := lo.Map([]string{"opened", "closed", "off"}, func(kind string, _ int) route {
		return route{subject: "collections.door." + kind, queue: "doors", handler: onDoor}
	})
	routes = lo.Filter(routes, func(r route, _ int) bool { return !strings.HasSuffix(r.subject, ".off") })
	lo.ForEach(routes, func(r route, _ int) {
		if _, err := conn.QueueSubscribe(r.subject, r.queue, r.handler); err != nil {
			log.Fatal(err)
		}
	})

	// A map by subject; its keys in order.
	byName := lo.SliceToMap([]route{{subject: "heat", handler: onHeat}, {subject: "smoke", handler: onSmoke}}, func(r route) (string, route) {
		return "collections." + r.subject, r
	})
	for _, subject := range slices.Sorted(maps.Keys(byName)) {
		if _, err := conn.Subscribe(subject, byName[subject].handler); err != nil {
			log.Fatal(err)
		}
	}

	// Iterators: of a map, and one of the program's own.
	for kind, subject := range maps.All(map[string]string{"siren": "collections.siren"}) {
		if err := conn.Publish(subject, []byte(kind)); err != nil {
			log.Fatal(err)
		}
	}
	for subject := range lamps("red", "green") {
		if err := conn.Publish(subject, nil); err != nil {
			log.Fatal(err)
		}
	}
	for _, subject := range slices.Collect(lamps("blue")) {
		if err := conn.Publish(subject, nil); err != nil {
			log.Fatal(err)
		}
	}

	topic := lo.Must(find("bell"))
	if err := conn.Publish(lo.FromPtr(lo.ToPtr(topic)), nil); err != nil {
		log.Fatal(err)
	}
}

func lamps(colors ...string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, color := range colors {
			if !yield("collections.lamp." + color) {
				return
			}
		}
	}
}

func find(name string) (string, error) { return "collections." + name, nil }

func onDoor(*nats.Msg)  {}
func onHeat(*nats.Msg)  {}
func onSmoke(*nats.Msg) {}
