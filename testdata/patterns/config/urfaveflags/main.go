// Command urfaveflags takes its topics from flags with variables beside them.
package main

import (
	"log"
	"os"

	"github.com/urfave/cli/v2"

	"example.com/config/internal/bus"
)

func main() {
	var audit string
	app := &cli.App{
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "topic", Value: "urfave.stale", EnvVars: []string{"TOPIC"}},
			&cli.StringFlag{Name: "bills", Value: "urfave.stale", EnvVars: []string{"BILLS"}},
			&cli.StringFlag{Name: "audit", Value: "urfave.audit", EnvVars: []string{"AUDIT"}, Destination: &audit},
		},
		Action: func(c *cli.Context) error {
			bus.Publish(c.String("topic"))
			bus.Publish(c.String("bills"))
			bus.Publish(audit)
			return nil
		},
	}
	if err := app.Run(os.Args); err != nil {
		log.Fatal(err)
	}
}
