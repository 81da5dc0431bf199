package main

import (
	"context"
	"log"

	"github.com/rabbitmq/amqp091-go"
	"go.uber.org/fx"
)

func main() {
	newApp("fxhooks.audit").Run()
}

func newApp(queue string) *fx.App {
	return fx.New(options(queue)...)
}

func options(queue string) []fx.Option {
	opts := []fx.Option{fx.Supply(config{Queue: queue})}
	opts = append(opts, fx.Provide(dial, openChannel))
	opts = append(opts, fx.Provide(
		fx.Annotate(newAuditor, fx.OnStart(start), fx.OnStop((*auditor).stop)),
		fx.Annotate(func(a *auditor) *auditor { return a }, fx.As(new(closer))),
	))
	return append(opts, fx.Invoke(func(closer) {}))
}

type config struct {
	Queue string
}

type closer interface {
	stop(ctx context.Context) error
}

func dial() (*amqp091.Connection, error) {
	return amqp091.Dial("amqp://localhost")
}

func openChannel(conn *amqp091.Connection) (*amqp091.Channel, error) {
	return conn.Channel()
}

type auditor struct {
	channel *amqp091.Channel
	queue   string
}

func newAuditor(channel *amqp091.Channel, cfg config) *auditor {
	return &auditor{channel: channel, queue: cfg.Queue}
}

// start gets what the constructor made, and what else it asks for.
func start(ctx context.Context, a *auditor, channel *amqp091.Channel) error {
	if _, err := channel.QueueDeclare(a.queue, true, false, false, false, nil); err != nil {
		return err
	}
	deliveries, err := a.channel.ConsumeWithContext(ctx, a.queue, "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	go func() {
		for d := range deliveries {
			a.note(d)
		}
	}()
	return nil
}

func (a *auditor) note(d amqp091.Delivery) { log.Printf("%s", d.Body) }

func (a *auditor) stop(ctx context.Context) error {
	return a.channel.PublishWithContext(ctx, "", "fxhooks.stopped", false, false, amqp091.Publishing{Body: []byte(a.queue)})
}
