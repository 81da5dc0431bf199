package main

import (
	"context"
	"log"
	"net/http"

	"example.com/helpers/envelope/wire"
	"github.com/rabbitmq/amqp091-go"
)

type sold struct{ ID string }

type refunded struct{ ID string }

func main() {
	conn, err := amqp091.Dial("amqp://localhost")
	if err != nil {
		log.Fatal(err)
	}
	ch, err := conn.Channel()
	if err != nil {
		log.Fatal(err)
	}
	s := &shop{wire.New(ch)}
	http.HandleFunc("POST /sell", s.sell)
	http.HandleFunc("POST /refund", s.refund)
	log.Fatal(http.ListenAndServe(":8080", nil))
}

type shop struct{ out *wire.Publisher }

func (s *shop) sell(_ http.ResponseWriter, r *http.Request) { s.publish(r.Context(), sold{ID: "1"}) }

func (s *shop) refund(_ http.ResponseWriter, r *http.Request) {
	if err := s.out.Publish(r.Context(), refunded{ID: "1"}); err != nil {
		log.Print(err)
	}
}

func (s *shop) publish(ctx context.Context, event any) {
	if err := s.out.Publish(ctx, event); err != nil {
		log.Print(err)
	}
}
