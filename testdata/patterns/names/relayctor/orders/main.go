package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	"example.com/names/relayctor/relay"
	"github.com/segmentio/kafka-go"
)

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	w := &kafka.Writer{Addr: kafka.TCP("localhost:9092")}
	log.Fatal(relay.Orders(db, w).Run(context.Background()))
}
