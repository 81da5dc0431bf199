// Command catalog stores the products that it is told of.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"

	"github.com/segmentio/kafka-go"
)

type logger interface {
	Infof(format string, args ...interface{})
}

type stdLogger struct{ l *log.Logger }

func (s *stdLogger) Infof(format string, args ...interface{}) { s.l.Printf(format, args...) }

type product struct{ ID, Name string }

type store interface {
	Create(ctx context.Context, p *product) error
}

type memory struct{ products map[string]*product }

func (m *memory) Create(_ context.Context, p *product) error {
	if p.ID == "" {
		return errors.New("no ID")
	}
	m.products[p.ID] = p
	return nil
}

type group struct {
	log   logger
	store store
	dead  *kafka.Writer
}

func main() {
	g := &group{
		log:   &stdLogger{log.Default()},
		store: &memory{map[string]*product{}},
		dead:  &kafka.Writer{Addr: kafka.TCP("localhost:9092"), Topic: "notedworker.dead"},
	}
	r := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{"localhost:9092"},
		Topic:   "notedworker.products",
		GroupID: "catalog",
	})
	g.work(context.Background(), r)
}

// work stores products until the reader ends.
func (g *group) work(ctx context.Context, r *kafka.Reader) {
	for {
		m, err := r.FetchMessage(ctx)
		if err != nil {
			return
		}
		g.log.Infof("message at %v/%v: %s", m.Topic, m.Offset, string(m.Value))

		var p product
		if err := json.Unmarshal(m.Value, &p); err != nil {
			continue
		}
		if err := g.store.Create(ctx, &p); err != nil {
			_ = g.bury(ctx, m)
			continue
		}
		_ = r.CommitMessages(ctx, m)
	}
}

// bury keeps what could not be stored.
func (g *group) bury(ctx context.Context, m kafka.Message) error {
	return g.dead.WriteMessages(ctx, kafka.Message{Value: m.Value})
}
