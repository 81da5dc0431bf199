// Package parcels sends parcels.
package parcels

import (
	"context"
	"encoding/json"

	"github.com/samber/do/v2"
	"github.com/segmentio/kafka-go"
)

// Package has the services of parcels.
var Package = do.Package(
	do.Lazy(newWriter),
	do.LazyNamed("parcels.topic", func(do.Injector) (string, error) { return "dopackages.parcels", nil }),
	do.Lazy(newService),
	do.Bind[*service, Service](),
)

// Service sends parcels.
type Service interface {
	Send(ctx context.Context, p Parcel) error
}

// Parcel is what is sent.
type Parcel struct {
	ID string `json:"id"`
}

func newWriter(do.Injector) (*kafka.Writer, error) {
	return &kafka.Writer{Addr: kafka.TCP("localhost:9092")}, nil
}

type service struct {
	Writer *kafka.Writer `do:""`
	Topic  string        `do:"parcels.topic"`
}

func newService(i do.Injector) (*service, error) {
	return do.InvokeStruct[*service](i)
}

func (s *service) Send(ctx context.Context, p Parcel) error {
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.Writer.WriteMessages(ctx, kafka.Message{Topic: s.Topic, Value: data})
}
