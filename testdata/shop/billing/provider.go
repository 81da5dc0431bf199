package billing

import (
	"context"
	"errors"
	"net/http"

	"example.com/shop/platform/httpjson"
)

// ErrDeclined is returned when the customer cannot be charged.
var ErrDeclined = errors.New("payment declined")

// Provider is the client of the payment provider.
type Provider struct {
	url string
}

// NewProvider returns a client of the payment provider at url.
func NewProvider(url string) *Provider { return &Provider{url: url} }

// Charge takes cents from the customer and returns the ID of the payment.
// The provider charges an order once, however often it is asked.
func (p *Provider) Charge(ctx context.Context, orderID string, cents int64) (string, error) {
	var payment struct {
		ID string `json:"id"`
	}
	err := httpjson.Post(ctx, p.url+"/charges", map[string]any{"reference": orderID, "cents": cents}, &payment)
	if errors.Is(err, httpjson.StatusError(http.StatusPaymentRequired)) {
		return "", ErrDeclined
	}
	return payment.ID, err
}
