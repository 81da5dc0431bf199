package main

import (
	"context"
	"encoding/json"
	"flag"
	"log"

	"github.com/segmentio/kafka-go"
)

type job struct{ Name string }

func enqueue() error {
	body, err := json.Marshal(job{flag.Arg(1)})
	if err != nil {
		return err
	}
	w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "lookup.jobs"}
	return w.WriteMessages(context.Background(), kafka.Message{Value: body})
}

func work() error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "lookup.jobs", GroupID: "work"})
	for {
		m, err := r.ReadMessage(context.Background())
		if err != nil {
			return err
		}
		var j job
		if err := json.Unmarshal(m.Value, &j); err != nil {
			return err
		}
		log.Println(j.Name)
	}
}

var commands = map[string]func() error{
	"store": enqueue,
	"fetch": work,
}

func main() {
	verbose := flag.Bool("verbose", false, "log more")
	flag.Parse()
	run, ok := commands[flag.Arg(0)]
	if !ok {
		log.Fatalf("no command %s", flag.Arg(0))
	}
	if *verbose {
		log.Println("starting")
	}
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
