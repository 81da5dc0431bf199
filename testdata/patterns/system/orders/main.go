// Command orders takes orders over HTTP, through a repository.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/nats-io/nats.go"

	"example.com/system/orders/store"
)

type placed struct {
	ID string `json:"id"`
}

type repository interface {
	Insert(ctx context.Context, id string) error
	Find(ctx context.Context, id string) (string, error)
}

type server struct {
	repo repository
	nc   *nats.Conn
	base string
}

func main() {
	pool, err := pgxpool.New(context.Background(), "postgres://app:"+os.Getenv("PASSWORD")+"@db:5432/shop?sslmode=disable")
	if err != nil {
		log.Fatal(err)
	}
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	s := &server{repo: store.New(pool), nc: nc, base: "https://user:secret@stock.example.com"}
	r := chi.NewRouter()
	r.Route("/api", func(r chi.Router) {
		r.Use(logged)
		r.Post("/orders", s.place)
		r.With(logged).Get("/orders/{id}", s.get)
	})
	http.Handle("GET /health", logged(http.HandlerFunc(health)))
	log.Fatal(http.ListenAndServe(":8080", r))
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log.Print(r.URL)
		next.ServeHTTP(w, r)
	})
}

func health(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }

func (s *server) place(w http.ResponseWriter, r *http.Request) {
	order := placed{ID: r.FormValue("id")}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPut, s.base+"/reserve?token=abc", nil)
	if err != nil {
		return
	}
	if _, err := http.DefaultClient.Do(req); err != nil {
		return
	}
	if err := s.repo.Insert(r.Context(), order.ID); err != nil {
		return
	}
	data, err := json.Marshal(order)
	if err != nil {
		return
	}
	s.nc.Publish("system.placed", data)
}

func (s *server) get(w http.ResponseWriter, r *http.Request) {
	s.repo.Find(r.Context(), chi.URLParam(r, "id"))
}
