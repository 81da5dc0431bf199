// Package feeds publishes to one of several feeds.
package feeds

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.uber.org/fx"
)

// Feed is where something is published to.
type Feed struct {
	Prefix string
	writer *kafka.Writer
}

// Config has what all feeds begin with.
type Config struct {
	Prefix string
}

// New makes a constructor of a feed.
func New(name string) func(Config) *Feed {
	return func(cfg Config) *Feed {
		return &Feed{
			Prefix: cfg.Prefix,
			writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: cfg.Prefix + name},
		}
	}
}

// Send publishes to the feed.
func (f *Feed) Send(ctx context.Context, data []byte) error {
	return f.writer.WriteMessages(ctx, kafka.Message{Value: data})
}

// Module provides the feeds by name.
var Module = fx.Module("feeds",
	fx.Provide(
		fx.Annotate(New("prices"), fx.ResultTags(`name:"prices"`)),
		fx.Annotate(New("trades"), fx.ResultTags(`name:"trades"`)),
		fx.Annotate(New("orders"), fx.ResultTags(`name:"orders"`)),
	),
	fx.Decorate(func(cfg Config) Config {
		cfg.Prefix += "v1."
		return cfg
	}),
)
