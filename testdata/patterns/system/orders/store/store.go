// Package store keeps orders in PostgreSQL.
package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Store has the orders.
type Store struct{ pool *pgxpool.Pool }

// New returns a store.
func New(pool *pgxpool.Pool) *Store { return &Store{pool: pool} }

// Insert adds an order, with what it is made of.
func (s *Store) Insert(ctx context.Context, id string) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO orders (id) VALUES ($1)", id); err != nil {
			return err
		}
		return s.count(ctx, tx)
	})
}

func (s *Store) count(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `-- name: Count
		WITH n AS (SELECT count(*) FROM orders) UPDATE totals SET orders = n.count`)
	return err
}

// Find returns an order.
func (s *Store) Find(ctx context.Context, id string) (string, error) {
	var found string
	err := s.pool.QueryRow(ctx, "SELECT id FROM orders WHERE id = $1", id).Scan(&found)
	return found, err
}
