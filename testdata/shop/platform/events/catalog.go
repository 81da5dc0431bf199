package events

// NATS subjects of the catalog.
const (
	SubjectPriceGet     = "catalog.price.get"
	SubjectPriceChanged = "catalog.price.changed"
)

// StockSubject is the subject of news about the stock of one SKU, or of every SKU when sku is "*".
func StockSubject(sku string) string { return "catalog.stock." + sku }

// PriceRequest asks for the price of one SKU. It is answered with a Price.
type PriceRequest struct {
	SKU string `json:"sku"`
}

// Price answers a PriceRequest.
type Price struct {
	SKU   string `json:"sku"`
	Cents int64  `json:"cents"`
	Known bool   `json:"known"`
}

// PriceChanged says that a SKU has a new price, valid from now on.
type PriceChanged struct {
	SKU   string `json:"sku"`
	Cents int64  `json:"cents"`
}

// StockLow says that a SKU is about to run out.
type StockLow struct {
	SKU  string `json:"sku"`
	Left int    `json:"left"`
}
