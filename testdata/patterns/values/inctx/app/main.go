package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"

	"github.com/nats-io/nats.go"
)

type login struct{ User string }

type publisher interface {
	publish(subject string, v any) error
}

type natsPublisher struct{ nc *nats.Conn }

func (p natsPublisher) publish(subject string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return p.nc.Publish(subject, data)
}

type nobody struct{}

func (nobody) publish(string, any) error { return nil }

type key struct{}

func with(ctx context.Context, p publisher) context.Context { return context.WithValue(ctx, key{}, p) }

func from(ctx context.Context) publisher {
	if p, ok := ctx.Value(key{}).(publisher); ok {
		return p
	}
	return nobody{}
}

type server struct{ subject string }

func (s *server) login(w http.ResponseWriter, r *http.Request) {
	if err := from(r.Context()).publish(s.subject, login{User: r.FormValue("user")}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func inject(p publisher, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(with(r.Context(), p)))
	})
}

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &server{subject: "inctx.logins"}
	log.Fatal(http.ListenAndServe(":8080", inject(natsPublisher{nc: nc}, http.HandlerFunc(s.login))))
}
