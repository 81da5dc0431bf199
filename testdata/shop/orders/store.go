package orders

import (
	"context"
	"database/sql"
	"fmt"
)

// Status is where an order is on its way.
type Status string

// An order starts as placed.
const (
	Placed     Status = "placed"
	Paid       Status = "paid"
	Dispatched Status = "dispatched"
	Cancelled  Status = "cancelled"
)

// Store keeps orders in PostgreSQL.
type Store struct {
	db *sql.DB
}

// NewStore returns a store on db, which has the tables of schema.sql.
func NewStore(db *sql.DB) *Store { return &Store{db: db} }

// Insert adds an order that has just been placed.
func (s *Store) Insert(ctx context.Context, id, email string, total int64) error {
	const query = "INSERT INTO orders (id, email, total, status) VALUES ($1, $2, $3, $4)"
	if _, err := s.db.ExecContext(ctx, query, id, email, total, Placed); err != nil {
		return fmt.Errorf("insert order: %w", err)
	}
	return nil
}

// SetStatus records how far an order has come.
func (s *Store) SetStatus(ctx context.Context, id string, status Status) error {
	const query = "UPDATE orders SET status = $2 WHERE id = $1"
	if _, err := s.db.ExecContext(ctx, query, id, status); err != nil {
		return fmt.Errorf("update order %s: %w", id, err)
	}
	return nil
}
