// Package caller imports no client.
package caller

import (
	"context"
	"database/sql"

	"example.com/vet/wrapper"
)

func place(ctx context.Context, k *wrapper.Kafka, p wrapper.Publisher, order any) error {
	k.Publish(ctx, "orders", order) // want `the error of Kafka.Publish is not checked`
	p.Placed(ctx, order)            // want `the error of Publisher.Placed is not checked`
	p.Healthy(ctx)
	return p.Publish(ctx, "orders", order)
}

func inTransaction(ctx context.Context, db *sql.DB, p wrapper.Publisher, order any) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO orders DEFAULT VALUES"); err != nil {
		return err
	}
	if err := p.Placed(ctx, order); err != nil { // want `Publisher.Placed publishes before the transaction is committed` `what Tx.ExecContext has stored is published in a step of its own`
		return err
	}
	return tx.Commit()
}

// near miss: publish-in-transaction
func afterTransaction(ctx context.Context, db *sql.DB, p wrapper.Publisher, order any) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.Commit(); err != nil {
		return err
	}
	return p.Placed(ctx, order)
}

// What is read, or stored after publishing or in another case, has not to be published
// with it.
//
// near miss: dual-write
func readsAndPublishes(ctx context.Context, db *sql.DB, p wrapper.Publisher, order any, store bool) error {
	var id string
	if err := db.QueryRowContext(ctx, "SELECT id FROM orders").Scan(&id); err != nil {
		return err
	}
	if store {
		_, err := db.ExecContext(ctx, "INSERT INTO orders DEFAULT VALUES")
		return err
	}
	return p.Publish(ctx, "orders", id)
}
