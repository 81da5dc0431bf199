package main

import (
	"context"
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/Richardknop/machinery/v1"
	"github.com/Richardknop/machinery/v1/backends/result"
	"github.com/Richardknop/machinery/v1/tasks"
	"github.com/twmb/franz-go/pkg/kgo"
)

type order struct{ ID string }

func add(id string) (string, error) { return id, nil }

func remove(id string) error { return nil }

func on(_ mqtt.Client, m mqtt.Message) { log.Printf("%s", m.Payload()) }

func onRecord(r *kgo.Record) { log.Printf("%s", r.Value) }

func register(server *machinery.Server) error {
	return server.RegisterTasks(map[string]any{
		"maps.add":    add,
		"maps.remove": remove,
	})
}

func run(server *machinery.Server) (*result.AsyncResult, error) {
	return server.SendTask(&tasks.Signature{Name: "maps.add", Args: []tasks.Arg{{Type: "string", Value: "1"}}})
}

func main() {
	server := &machinery.Server{}
	if err := register(server); err != nil {
		log.Fatal(err)
	}
	if _, err := run(server); err != nil {
		log.Fatal(err)
	}
	c := mqtt.NewClient(mqtt.NewClientOptions())
	c.SubscribeMultiple(map[string]byte{"maps/a": 1, "maps/b": 1}, on)
	client, err := kgo.NewClient(kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{
		"maps.one": {0: kgo.NewOffset()},
		"maps.two": {0: kgo.NewOffset()},
	}))
	if err != nil {
		log.Fatal(err)
	}
	for {
		client.PollFetches(context.Background()).EachRecord(onRecord)
	}
}
