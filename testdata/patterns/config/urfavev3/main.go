// Command urfavev3 takes its topics from flags of version 3.
package main

import (
	"context"
	"log"
	"os"

	"github.com/urfave/cli/v3"

	"example.com/config/internal/bus"
)

func main() {
	cmd := &cli.Command{
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "topic", Value: "urfave3.stale", Sources: cli.EnvVars("TOPIC")},
			&cli.StringFlag{Name: "audit", Value: "urfave3.audit"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			bus.Publish(c.String("topic"))
			bus.Publish(c.String("audit"))
			return nil
		},
	}
	if err := cmd.Run(context.Background(), os.Args); err != nil {
		log.Fatal(err)
	}
}
