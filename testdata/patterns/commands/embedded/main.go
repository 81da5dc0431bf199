// Command push sends one push, by a command that wraps the library's.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/segmentio/kafka-go"
	"github.com/spf13/cobra"
)

type push struct{ To string }

// rootCommand is what all commands have.
type rootCommand struct {
	cobra.Command
	name string
}

func newRootCommand(name string) *rootCommand {
	root := &rootCommand{name: name}
	root.Command = cobra.Command{Use: name, SilenceUsage: true}
	return root
}

type pushCommand struct {
	*rootCommand
	broker string
}

func newPushCommand() *pushCommand {
	c := &pushCommand{rootCommand: newRootCommand("push"), broker: "localhost:9092"}
	c.Command.RunE = func(cmd *cobra.Command, args []string) error {
		return c.run(cmd.Context(), args)
	}
	return c
}

func (c *pushCommand) exec() error { return c.Execute() }

func (c *pushCommand) run(ctx context.Context, to []string) error {
	w := &kafka.Writer{Addr: kafka.TCP(c.broker), Topic: "embedded.pushes"}
	defer w.Close()
	for _, t := range to {
		value, err := json.Marshal(push{t})
		if err != nil {
			return err
		}
		if err := w.WriteMessages(ctx, kafka.Message{Value: value}); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	if err := newPushCommand().exec(); err != nil {
		os.Exit(1)
	}
}
