// Command shop is two services in one binary.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/segmentio/kafka-go"
	"github.com/spf13/cobra"
)

type order struct{ ID string }

type config struct{ brokers []string }

func newServe(c *config) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "takes orders",
		RunE: func(cmd *cobra.Command, _ []string) error {
			w := &kafka.Writer{Addr: kafka.TCP(c.brokers...), Topic: "cobra.orders"}
			return place(cmd.Context(), w, order{ID: "1"})
		},
	}
	cmd.Flags().StringSliceVar(&c.brokers, "brokers", []string{"localhost:9092"}, "the brokers")
	return cmd
}

func place(ctx context.Context, w *kafka.Writer, o order) error {
	value, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return w.WriteMessages(ctx, kafka.Message{Value: value})
}

// work ships orders.
type work struct{ config *config }

func (w *work) run(cmd *cobra.Command, _ []string) error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: w.config.brokers, GroupID: "work", Topic: "cobra.orders"})
	defer r.Close()
	for {
		msg, err := r.ReadMessage(cmd.Context())
		if err != nil {
			return err
		}
		var o order
		if err := json.Unmarshal(msg.Value, &o); err != nil {
			return err
		}
	}
}

func main() {
	c := &config{}
	root := &cobra.Command{Use: "shop"}
	w := &work{config: c}
	root.AddCommand(newServe(c), &cobra.Command{Use: "work", RunE: w.run})
	root.AddCommand(&cobra.Command{Use: "version", Run: func(cmd *cobra.Command, _ []string) { cmd.Println("v1") }})
	if err := root.ExecuteContext(context.Background()); err != nil {
		os.Exit(1)
	}
}
