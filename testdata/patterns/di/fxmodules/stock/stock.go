// Package stock keeps what is in stock.
package stock

import (
	"context"
	"encoding/json"
	"log"

	"example.com/di/fxmodules/bus"
	"example.com/di/fxmodules/orders"
	"github.com/segmentio/kafka-go"
	"go.uber.org/fx"
)

// Reserved is published when an order's goods were reserved.
type Reserved struct {
	Order string `json:"order"`
}

// Module reserves goods for orders.
func Module(group string) fx.Option {
	return fx.Module("stock",
		fx.Provide(
			func() *kafka.Reader {
				return kafka.NewReader(kafka.ReaderConfig{
					Brokers: []string{"localhost:9092"}, GroupID: group, Topic: "fxmodules.orders.placed",
				})
			},
			newReserver,
			newReturns,
		),
		fx.Invoke(func(*Reserver) {}),
	)
}

// Reserver reserves goods.
type Reserver struct {
	bus bus.Publisher
}

func newReserver(lc fx.Lifecycle, r *kafka.Reader, b bus.Publisher) *Reserver {
	s := &Reserver{bus: b}
	lc.Append(fx.Hook{
		OnStart: func(context.Context) error {
			go s.run(r)
			return nil
		},
		OnStop: func(context.Context) error { return r.Close() },
	})
	return s
}

func (s *Reserver) run(r *kafka.Reader) {
	for {
		msg, err := r.ReadMessage(context.Background())
		if err != nil {
			log.Print(err)
			return
		}
		if err := s.reserve(msg); err != nil {
			log.Print(err)
		}
	}
}

func (s *Reserver) reserve(msg kafka.Message) error {
	var placed orders.Placed
	if err := json.Unmarshal(msg.Value, &placed); err != nil {
		return err
	}
	return s.bus.Publish(context.Background(), "fxmodules.stock.reserved", Reserved{Order: placed.ID})
}

// Returns takes goods back. Nothing asks for it, so nothing makes one.
type Returns struct{}

func newReturns(lc fx.Lifecycle, w *kafka.Writer) *Returns {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"localhost:9092"}, Topic: "fxmodules.returns"})
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		return w.WriteMessages(ctx, kafka.Message{Topic: "fxmodules.refunds", Value: msg.Value})
	}))
	return &Returns{}
}
