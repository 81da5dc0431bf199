package undrained

import (
	"context"

	"github.com/segmentio/kafka-go"
)

func async(ctx context.Context) error {
	w := &kafka.Writer{Topic: "orders", Async: true}
	return w.WriteMessages(ctx, kafka.Message{}) // want `nobody is told if Writer.WriteMessages fails to deliver`
}
