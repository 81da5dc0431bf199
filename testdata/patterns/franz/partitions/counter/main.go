package main

import (
	"context"
	"encoding/json"
	"log"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
)

type click struct{ Page string }

type key struct {
	topic     string
	partition int32
}

type partition struct {
	quit    chan struct{}
	records chan []*kgo.Record
}

func (p *partition) run() {
	clicks := map[string]int{}
	for {
		select {
		case <-p.quit:
			return
		case records := <-p.records:
			for _, r := range records {
				var c click
				if err := json.Unmarshal(r.Value, &c); err != nil {
					log.Print(err)
					continue
				}
				clicks[c.Page]++
			}
		}
	}
}

type splitter struct {
	mu         sync.Mutex
	partitions map[key]*partition
}

func (s *splitter) assigned(_ context.Context, _ *kgo.Client, assigned map[string][]int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for topic, numbers := range assigned {
		for _, n := range numbers {
			p := &partition{quit: make(chan struct{}), records: make(chan []*kgo.Record, 10)}
			s.partitions[key{topic, n}] = p
			go p.run()
		}
	}
}

func (s *splitter) lost(_ context.Context, _ *kgo.Client, lost map[string][]int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for topic, numbers := range lost {
		for _, n := range numbers {
			close(s.partitions[key{topic, n}].quit)
			delete(s.partitions, key{topic, n})
		}
	}
}

func (s *splitter) poll(ctx context.Context, client *kgo.Client) error {
	for {
		fetches := client.PollRecords(ctx, 10000)
		if fetches.IsClientClosed() {
			return nil
		}
		fetches.EachError(func(topic string, _ int32, err error) { log.Printf("%s: %v", topic, err) })
		fetches.EachTopic(func(t kgo.FetchTopic) {
			s.mu.Lock()
			defer s.mu.Unlock()
			t.EachPartition(func(p kgo.FetchPartition) {
				s.partitions[key{t.Topic, p.Partition}].records <- p.Records
			})
		})
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

func main() {
	s := &splitter{partitions: map[key]*partition{}}
	client, err := kgo.NewClient(
		kgo.SeedBrokers("localhost:9092"),
		kgo.ConsumerGroup("counter"),
		kgo.ConsumeTopics("partitions.clicks"),
		kgo.OnPartitionsAssigned(s.assigned),
		kgo.OnPartitionsLost(s.lost),
		kgo.BlockRebalanceOnPoll(),
	)
	if err != nil {
		log.Fatal(err)
	}
	if err := s.poll(context.Background(), client); err != nil {
		log.Fatal(err)
	}
}
