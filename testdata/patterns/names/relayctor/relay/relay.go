// Package relay moves rows of an outbox table to Kafka.
package relay

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Relay publishes the rows of one table to one topic.
type Relay struct {
	db     *sql.DB
	writer *kafka.Writer
	table  string
	topic  string
}

func newRelay(db *sql.DB, w *kafka.Writer, table, topic string) *Relay {
	return &Relay{db: db, writer: w, table: table, topic: topic}
}

// Orders relays what happens to orders.
func Orders(db *sql.DB, w *kafka.Writer) *Relay {
	return newRelay(db, w, "order_outbox", "relay.orders")
}

// Payments relays what happens to payments.
func Payments(db *sql.DB, w *kafka.Writer) *Relay {
	return newRelay(db, w, "payment_outbox", "relay.payments")
}

// Run publishes rows until ctx is done.
func (r *Relay) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		var id int64
		var payload []byte
		row := r.db.QueryRowContext(ctx, fmt.Sprintf("SELECT id, payload FROM %s ORDER BY id LIMIT 1", r.table))
		if err := row.Scan(&id, &payload); errors.Is(err, sql.ErrNoRows) {
			time.Sleep(time.Second)
			continue
		} else if err != nil {
			return err
		}
		if err := r.writer.WriteMessages(ctx, kafka.Message{Topic: r.topic, Value: payload}); err != nil {
			return err
		}
		if _, err := r.db.ExecContext(ctx, fmt.Sprintf("DELETE FROM %s WHERE id = $1", r.table), id); err != nil {
			return err
		}
	}
	return ctx.Err()
}
