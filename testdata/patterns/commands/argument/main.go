package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/segmentio/kafka-go"
)

type job struct{ Name string }

func enqueue(name string) error {
	body, err := json.Marshal(job{name})
	if err != nil {
		return err
	}
	w := &kafka.Writer{Addr: kafka.TCP("kafka:9092"), Topic: "argument.jobs"}
	return w.WriteMessages(context.Background(), kafka.Message{Value: body})
}

func work() error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"kafka:9092"}, Topic: "argument.jobs", GroupID: "work"})
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

func run(args []string) error {
	if len(args) < 1 {
		return fmt.Errorf("usage: argument put|take")
	}
	switch args[0] {
	case "put":
		return enqueue(args[1])
	case "take":
		return work()
	default:
		return fmt.Errorf("no command %s", args[0])
	}
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}
