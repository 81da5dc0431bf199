package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	"github.com/segmentio/kafka-go"
)

type row struct {
	ID      int64
	Topic   string
	Payload []byte
}

type relay struct {
	db     *sql.DB
	writer *kafka.Writer
	topic  string
}

func newRelay(db *sql.DB, topic string) *relay {
	return &relay{db: db, writer: &kafka.Writer{Addr: kafka.TCP("localhost:9092")}, topic: topic}
}

func (r *relay) forward(ctx context.Context) error {
	log.Printf("forward from %s", r.topic)
	rows, err := r.db.QueryContext(ctx, "SELECT id, topic, payload FROM outbox ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row row
		if err := rows.Scan(&row.ID, &row.Topic, &row.Payload); err != nil {
			return err
		}
		if err := r.writer.WriteMessages(ctx, kafka.Message{Topic: row.Topic, Value: row.Payload}); err != nil {
			return err
		}
	}
	return rows.Err()
}

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	if err := newRelay(db, "columntopic.decoy").forward(context.Background()); err != nil {
		log.Fatal(err)
	}
}
