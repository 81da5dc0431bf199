// Command router gets its topics from a database; directives say which they are.
package main

import (
	"context"
	"database/sql"
	"log"
	"time"

	"github.com/segmentio/kafka-go"
)

//flowvet:channel broker=kafka name=audit.{year}
var audit = loadTopic()

func loadTopic() string { return time.Now().Format("topic-2006") }

type router struct {
	db *sql.DB
	w  *kafka.Writer
}

func (r *router) topic(ctx context.Context, kind string) string {
	var topic string
	if err := r.db.QueryRowContext(ctx, "SELECT topic FROM routes WHERE kind = $1", kind).Scan(&topic); err != nil {
		log.Print(err)
	}
	return topic
}

func (r *router) send(ctx context.Context, topic string, body []byte) error {
	return r.w.WriteMessages(ctx, kafka.Message{Topic: topic, Value: body})
}

// The directive at the business call counts, not at the wrapper.
func (r *router) placed(ctx context.Context, body []byte) error {
	//flowvet:publish broker=kafka name=orders.placed event=shop.OrderPlaced
	return r.send(ctx, r.topic(ctx, "placed"), body)
}

// The region is in the name.
//
//flowvet:publish broker=kafka name=orders.{region}
func (r *router) byRegion(ctx context.Context, body []byte) error {
	return r.w.WriteMessages(ctx, kafka.Message{Topic: r.topic(ctx, "region"), Value: body})
}

// What the code says itself stays.
func (r *router) known(ctx context.Context, body []byte) error {
	return r.send(ctx, "orders.known", body) //flowvet:publish broker=kafka name=orders.other
}

func (r *router) consume(ctx context.Context, group string) error {
	reader := kafka.NewReader(kafka.ReaderConfig{Topic: r.topic(ctx, "in"), GroupID: r.topic(ctx, "group")})
	for {
		//flowvet:consume broker=kafka name=returns.in group=router
		m, err := reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		r.handle(m.Value)
	}
}

func (r *router) handle(body []byte) { log.Print(string(body)) }

func main() {
	db, err := sql.Open("postgres", "")
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	r := &router{db, &kafka.Writer{}}
	if err := r.placed(ctx, nil); err != nil {
		log.Print(err)
	}
	if err := r.byRegion(ctx, nil); err != nil {
		log.Print(err)
	}
	if err := r.known(ctx, nil); err != nil {
		log.Print(err)
	}
	if err := r.send(ctx, audit, nil); err != nil {
		log.Print(err)
	}
	log.Print(r.consume(ctx, ""))
}
