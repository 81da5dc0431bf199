// Package workers runs all workers that an application provides.
package workers

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.uber.org/fx"
)

// Worker does work until it is stopped.
type Worker interface {
	Start(ctx context.Context) error
}

// As provides the result of a constructor as one of the workers.
func As(constructor any) any {
	return fx.Annotate(constructor, fx.As(new(Worker)), fx.ResultTags(`group:"workers"`))
}

// Module runs the workers.
var Module = fx.Module("workers",
	fx.Provide(connect, fx.Annotate(newPool, fx.ParamTags(`group:"workers"`))),
	fx.Invoke(func(*Pool) {}),
)

func connect() (*nats.Conn, error) { return nats.Connect(nats.DefaultURL) }

// Pool is all workers.
type Pool struct {
	workers []Worker
}

func newPool(workers []Worker, lc fx.Lifecycle) *Pool {
	p := &Pool{workers: workers}
	lc.Append(fx.Hook{OnStart: p.start})
	return p
}

func (p *Pool) start(ctx context.Context) error {
	for _, w := range p.workers {
		if err := w.Start(ctx); err != nil {
			return err
		}
	}
	return nil
}
