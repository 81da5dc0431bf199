// Command urfaveflags takes its topic from configuration.
package main

import (
	"context"
	"log"
	"os"

	"github.com/segmentio/kafka-go"
	"github.com/urfave/cli/v2"
)

func main() {
	app := &cli.App{
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "topic", Value: "urfave.orders", EnvVars: []string{"TOPIC"}},
		},
		Action: func(c *cli.Context) error {
			publish(c.String("topic"))
			return nil
		},
	}
	if err := app.Run(os.Args); err != nil {
		log.Fatal(err)
	}
}

func publish(topic string) {
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: topic}
	if err := w.WriteMessages(context.Background(), kafka.Message{Value: []byte("1")}); err != nil {
		log.Fatal(err)
	}
}
