// Package events has the messages as catalog knows them.
package events

// ProductCreatedV1 says that there is a new product.
type ProductCreatedV1 struct {
	SKU  string `json:"sku"`
	Name string `json:"name"`
}
