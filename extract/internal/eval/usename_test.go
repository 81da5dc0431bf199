package eval

import (
	"testing"

	"github.com/flowvet/flowvet/graph"
)

func TestDatabaseNameKeepsNothingElse(t *testing.T) {
	for dsn, want := range map[string]string{
		"postgres://app:secret@db:5432/shop?sslmode=disable": "shop",
		"postgres://app:${PASSWORD}@{host}/shop":             "shop",
		"postgres://app:secret@db:5432":                      "",
		"postgres://localhost/${DB_NAME}":                    "",
		"host=db user=app password=secret dbname=shop":       "shop",
		"host=db user=app password=secret":                   "",
		"app:secret@tcp(db:3306)/shop?parseTime=true":        "shop",
		"sqlserver://sa:secret@db?database=shop":             "shop",
		"file:shop.db?cache=shared":                          "shop.db",
		"/var/lib/shop.db":                                   "shop.db",
		"shop":                                               "shop",
		"{dsn}":                                              "",
		"${DATABASE_URL}":                                    "",
		"AKIAIOSFODNN7EXAMPLE":                               "",
	} {
		if got := databaseName(dsn); got != want {
			t.Errorf("%s: %q, want %q", dsn, got, want)
		}
	}
}

func TestSQLOperation(t *testing.T) {
	for statement, want := range map[string]struct {
		op    graph.Operation
		table string
	}{
		"SELECT id FROM orders": {graph.Read, "orders"},
		"-- name: Create :one\n\ninsert into \"shop\".orders VALUES": {graph.Write, "shop"},
		"/* all */ UPDATE ONLY stock SET n = 1":                      {graph.Write, "stock"},
		"WITH n AS (SELECT 1) DELETE FROM orders":                    {graph.Write, "orders"},
		"WITH n AS (SELECT 1) SELECT * FROM n":                       {graph.Read, "n"},
		"CREATE TABLE IF NOT EXISTS outbox (id text)":                {graph.Write, "outbox"},
		"{query}":      {graph.Read, ""},
		"CALL place()": {graph.Read, ""},
	} {
		op, table := sqlOperation(statement, graph.Read)
		if op != want.op || table != want.table {
			t.Errorf("%s: %s %q, want %s %q", statement, op, table, want.op, want.table)
		}
	}
}

func TestRequestNameHasNoUserOrQuery(t *testing.T) {
	for name, want := range map[string]string{
		"GET https://user:secret@api.example.com/v1/orders?token=abc": "GET api.example.com/v1/orders",
		"POST ${BASE_URL}/charges":                                    "POST ${BASE_URL}/charges",
		"GET {url}":                                                   "GET {url}",
		"/shop.v1.Orders/Place":                                       "shop.v1.Orders/Place",
	} {
		if got := requestName(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
