// Command bank is two services in one binary.
package main

import (
	"log"
	"os"

	"github.com/segmentio/kafka-go"
	"github.com/urfave/cli/v2"
)

func api(c *cli.Context) error {
	w := &kafka.Writer{Addr: kafka.TCP(c.String("broker")), Topic: "urfave.transfers"}
	defer w.Close()
	return w.WriteMessages(c.Context, kafka.Message{Value: []byte(c.Args().First())})
}

func ledger(c *cli.Context) error {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{c.String("broker")}, GroupID: "ledger", Topic: "urfave.transfers"})
	defer r.Close()
	for {
		msg, err := r.ReadMessage(c.Context)
		if err != nil {
			return err
		}
		log.Printf("%s", msg.Value)
	}
}

func main() {
	broker := &cli.StringFlag{Name: "broker", Value: "localhost:9092"}
	app := &cli.App{
		Name: "bank",
		Commands: []*cli.Command{
			{Name: "api", Flags: []cli.Flag{broker}, Action: api},
			{Name: "ledger", Flags: []cli.Flag{broker}, Action: ledger},
		},
	}
	if err := app.Run(os.Args); err != nil {
		log.Fatal(err)
	}
}
