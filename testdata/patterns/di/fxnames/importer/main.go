package main

import (
	"context"
	"log"

	"example.com/di/fxnames/feeds"
	"github.com/segmentio/kafka-go"
	"go.uber.org/fx"
)

func main() {
	var own feeds.Config
	app := fx.New(
		feeds.Module,
		fx.Supply(feeds.Config{Prefix: "replaced."}),
		fx.Replace(feeds.Config{Prefix: "fxnames."}),
		fx.Invoke(
			fx.Annotate(importPrices, fx.ParamTags(``, `name:"prices"`)),
			importTrades,
		),
		fx.Populate(&own),
	)
	if err := app.Start(context.Background()); err != nil {
		log.Fatal(err)
	}
	done := &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: own.Prefix + "done"}
	if err := done.WriteMessages(context.Background(), kafka.Message{}); err != nil {
		log.Fatal(err)
	}
}

func importPrices(ctx fx.Lifecycle, feed *feeds.Feed) {
	ctx.Append(fx.StartStopHook(
		func(ctx context.Context) error { return feed.Send(ctx, []byte("1.00")) },
		func() {},
	))
}

type trades struct {
	fx.In

	Feed    *feeds.Feed `name:"trades"`
	Missing *feeds.Feed `name:"missing" optional:"true"`
}

func importTrades(t trades) error {
	if t.Missing != nil {
		return t.Missing.Send(context.Background(), nil)
	}
	return t.Feed.Send(context.Background(), []byte("sold"))
}
