package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"time"

	"github.com/nats-io/nats.go"
)

type order struct{ ID string }

func try(ctx context.Context, times int, do func(context.Context) error) error {
	var err error
	for i := 0; i < times; i++ {
		if err = do(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second << i):
		}
	}
	return fmt.Errorf("after %d tries: %w", times, err)
}

func timed[T any](what string, do func() (T, error)) (T, error) {
	defer func(start time.Time) { log.Printf("%s took %s", what, time.Since(start)) }(time.Now())
	return do()
}

type service struct {
	nc   *nats.Conn
	last order
}

func (s *service) publish(ctx context.Context, subject string, v any) error {
	return try(ctx, 3, func(context.Context) error {
		data, err := timed("encode", func() ([]byte, error) { return json.Marshal(v) })
		if err != nil {
			return err
		}
		return s.nc.Publish(subject, data)
	})
}

func (s *service) place(ctx context.Context, id string) (err error) {
	defer func() {
		subject := "retry.done"
		if err != nil {
			subject = "retry.failed"
		}
		if e := s.nc.Publish(subject, []byte(id)); e != nil {
			log.Print(e)
		}
	}()
	s.last = order{ID: id}
	return s.publish(ctx, "retry.orders", s.last)
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &service{nc: nc}
	if err := s.place(context.Background(), "1"); err != nil {
		log.Fatal(err)
	}
}
