// Command idle has a command that its image does not start.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/segmentio/kafka-go"
	"github.com/spf13/cobra"
)

func rpc(*cobra.Command, []string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: "idle.calls"}
	http.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) {
		if err := w.WriteMessages(r.Context(), kafka.Message{Value: []byte(r.URL.Path)}); err != nil {
			log.Print(err)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}

func audit(*cobra.Command, []string) {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"localhost:9092"}, GroupID: "audit", Topic: "idle.calls"})
	for {
		msg, err := r.ReadMessage(context.Background())
		if err != nil {
			log.Fatal(err)
		}
		log.Printf("%s", msg.Value)
	}
}

func main() {
	root := &cobra.Command{Use: "idle"}
	root.AddCommand(&cobra.Command{Use: "rpc", Run: rpc}, &cobra.Command{Use: "audit", Run: audit})
	if err := root.Execute(); err != nil {
		log.Fatal(err)
	}
}
