package payload

import (
	"encoding/json"
	"time"
)

// The types that the tests describe: both encoded and read from this file.

type (
	// OrderCreated says that an order was placed.
	//
	// It is sent once an order.
	OrderCreated struct {
		Base
		ID       string            `json:"order_id"` // given by the shop
		Status   Status            `json:"status"`
		Lines    []Line            `json:"lines"`
		PlacedAt time.Time         `json:"placed_at"`
		Labels   map[string]string `json:"labels,omitempty"`
		Parent   *Line             `json:"parent,omitempty"`
		Total    int64             `json:",string"`
		Token    []byte            `json:"token"`
		Sum      [2]byte           `json:"sum"`
		Any      any               `json:"any"`
		Raw      json.RawMessage   `json:"raw"`
		Secret   string            `json:"-"`
		Dash     bool              `json:"-,"`
		Rate     float64
		hidden   int
		Level    level `json:"level"`
		Custom   money `json:"custom"`
	}

	Line struct {
		SKU string `json:"sku"`
		// Quantity is at least 1.
		Quantity uint `json:"quantity"`
	}

	// Base is embedded: its ID is hidden by the outer one.
	Base struct {
		ID    string `json:"order_id"`
		Trace string `json:"trace"`
		*deep
	}

	deep struct{ Tenant, Trace string }

	// Twice has a name twice at one depth: it is not written at all.
	Twice struct {
		Left
		Right
		Kept int
	}

	Left  struct{ Name string }
	Right struct{ Name string }

	Tree struct {
		Value    string           `json:"value"`
		Children []*Tree          `json:"children"`
		ByName   map[string]*Tree `json:"by_name"`
	}

	Envelope[T any] struct {
		Data T      `json:"data"`
		Next *Inner `json:"next,omitempty"`
	}

	// Inner and Outer contain each other.
	Inner struct{ Out *Outer }
	Outer struct{ In *Inner }

	Status string

	level int
	money struct{ cents int }
)

const (
	StatusPaid Status = "paid"
	StatusOpen Status = "open"
)

func (l level) MarshalText() ([]byte, error) { return []byte("high"), nil }

func (m money) MarshalJSON() ([]byte, error) { return []byte(`{"cents":1}`), nil }

func full() OrderCreated {
	return OrderCreated{
		ID: "1", Status: StatusPaid, Lines: []Line{{"a", 1}}, Labels: map[string]string{"a": "b"}, Parent: &Line{}, Token: []byte("x"), Any: 1,
		Raw: json.RawMessage("1"), Base: Base{deep: &deep{}},
	}
}
