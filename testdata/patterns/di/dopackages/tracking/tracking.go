// Package tracking follows parcels.
package tracking

import (
	"context"
	"encoding/json"
	"log"

	"example.com/di/dopackages/parcels"
	"github.com/samber/do/v2"
	"github.com/segmentio/kafka-go"
)

// Register adds the services of tracking.
func Register(i do.Injector) {
	do.ProvideValue(i, kafka.ReaderConfig{Brokers: []string{"localhost:9092"}, Topic: "dopackages.parcels", GroupID: "tracking"})
	do.Provide(i, NewTracker)
}

// Tracker follows parcels.
type Tracker struct {
	reader *kafka.Reader
}

// NewTracker makes a tracker.
func NewTracker(i do.Injector) (*Tracker, error) {
	return &Tracker{reader: kafka.NewReader(do.MustInvoke[kafka.ReaderConfig](i))}, nil
}

// Run follows parcels until ctx is done.
func (t *Tracker) Run(ctx context.Context) error {
	for {
		msg, err := t.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		var p parcels.Parcel
		if err := json.Unmarshal(msg.Value, &p); err != nil {
			return err
		}
		log.Print(p.ID)
	}
}
