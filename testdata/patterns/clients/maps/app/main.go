package main

import (
	"context"
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/twmb/franz-go/pkg/kgo"
)

func on(_ mqtt.Client, m mqtt.Message) { log.Printf("%s", m.Payload()) }

func onRecord(r *kgo.Record) { log.Printf("%s", r.Value) }

func main() {
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
