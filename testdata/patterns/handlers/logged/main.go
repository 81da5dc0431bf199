package main

import (
	"context"
	"encoding/json"
	"log"
	"sync"

	"github.com/segmentio/kafka-go"
)

type product struct{ ID string }

type rejection struct {
	Offset int64
	Error  string
}

type logger interface {
	Infof(format string, args ...any)
	Errorf(format string, args ...any)
}

type stdLogger struct{ prefix string }

func (l *stdLogger) Infof(format string, args ...any)  { log.Printf(l.prefix+format, args...) }
func (l *stdLogger) Errorf(format string, args ...any) { log.Printf(l.prefix+"ERROR "+format, args...) }

type store interface {
	Create(ctx context.Context, p *product) error
}

type memory struct{ products map[string]*product }

func (m *memory) Create(_ context.Context, p *product) error {
	m.products[p.ID] = p
	return nil
}

type group struct {
	brokers []string
	log     logger
	store   store

	rejected []rejection
}

func (g *group) work(ctx context.Context, r *kafka.Reader, wg *sync.WaitGroup, id int) {
	defer wg.Done()
	for {
		m, err := r.FetchMessage(ctx)
		if err != nil {
			g.log.Errorf("fetch: %v", err)
			return
		}
		g.log.Infof("worker %d: %s at %d: %s = %s", id, m.Topic, m.Offset, string(m.Key), string(m.Value))
		var p product
		if err := json.Unmarshal(m.Value, &p); err != nil {
			g.log.Errorf("decode: %v", err)
			continue
		}
		if err := g.store.Create(ctx, &p); err != nil {
			g.log.Errorf("create: %v", err)
			g.reject(m, err)
			continue
		}
		if err := r.CommitMessages(ctx, m); err != nil {
			g.log.Errorf("commit: %v", err)
		}
	}
}

func (g *group) reject(m kafka.Message, err error) {
	g.rejected = append(g.rejected, rejection{m.Offset, err.Error()})
}

func (g *group) consume(ctx context.Context, topic, groupID string, workers int) {
	r := kafka.NewReader(kafka.ReaderConfig{Brokers: g.brokers, Topic: topic, GroupID: groupID})
	defer r.Close()
	wg := &sync.WaitGroup{}
	for i := 0; i <= workers; i++ {
		wg.Add(1)
		go g.work(ctx, r, wg, i)
	}
	wg.Wait()
}

func (g *group) run(ctx context.Context) {
	g.consume(ctx, "logged.products", "logged", 8)
}

func main() {
	g := &group{brokers: []string{"localhost:9092"}, log: &stdLogger{"products: "}, store: &memory{map[string]*product{}}}
	g.run(context.Background())
}
