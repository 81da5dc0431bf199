// Command relay writes each kind of record to a topic of its own.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/segmentio/kafka-go"
)

func env(key, def string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return def
}

func relay(w *kafka.Writer, kind string, data []byte) error {
	return w.WriteMessages(context.Background(),
		kafka.Message{Topic: fmt.Sprintf(env("RELAY_TOPIC", "formatdefault.%s"), kind), Value: data},
		kafka.Message{Topic: strings.ReplaceAll(env("RELAY_COPY", "formatdefault.copy.<kind>"), "<kind>", kind), Value: data},
	)
}

func main() {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092")}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		kind, data, _ := strings.Cut(in.Text(), " ")
		if err := relay(w, kind, []byte(data)); err != nil {
			log.Print(err)
		}
	}
}
