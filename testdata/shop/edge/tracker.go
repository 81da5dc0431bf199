package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"example.com/shop/platform/events"
	"github.com/IBM/sarama"
)

const trackerBuffer = 1024

// Tracker publishes page views without making the visitor wait.
type Tracker struct {
	producer sarama.AsyncProducer
	views    chan events.PageViewed
}

// NewTracker returns a tracker that publishes through producer, which Run closes in the end.
func NewTracker(producer sarama.AsyncProducer) *Tracker {
	return &Tracker{producer: producer, views: make(chan events.PageViewed, trackerBuffer)}
}

// Track records a view. When the buffer is full the view is lost: a page is worth more than a statistic.
func (t *Tracker) Track(view events.PageViewed) {
	select {
	case t.views <- view:
	default:
		slog.Warn("page view lost", "sku", view.SKU)
	}
}

// Run publishes the recorded views until ctx is done, then lets the producer flush and close.
func (t *Tracker) Run(ctx context.Context) error {
	defer t.producer.AsyncClose()
	for {
		select {
		case view := <-t.views:
			value, err := json.Marshal(view)
			if err != nil {
				return fmt.Errorf("encode page view: %w", err)
			}
			t.producer.Input() <- &sarama.ProducerMessage{
				Topic: events.TopicPageViewed,
				Key:   sarama.StringEncoder(view.SKU),
				Value: sarama.ByteEncoder(value),
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// LogFailures logs what could not be published, until the producer is closed.
func (t *Tracker) LogFailures() error {
	for failure := range t.producer.Errors() {
		slog.Error("page view not published", "error", failure.Err)
	}
	return nil
}
