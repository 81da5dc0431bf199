package events

// Exchange is the RabbitMQ topic exchange for everything about payments.
const Exchange = "shop.events"

// Routing keys on Exchange.
const (
	KeyPaymentCaptured = "payment.captured"
	KeyPaymentDeclined = "payment.declined"
)

// PaymentCaptured says that the money for an order has been received.
type PaymentCaptured struct {
	PaymentID string `json:"payment_id"`
	OrderID   string `json:"order_id"`
	Email     string `json:"email"`
	Amount    int64  `json:"amount"`
}

// RoutingKey implements rabbitbus.Event.
func (PaymentCaptured) RoutingKey() string { return KeyPaymentCaptured }

// PaymentDeclined says that the payment provider has refused to charge the customer.
type PaymentDeclined struct {
	OrderID string `json:"order_id"`
	Email   string `json:"email"`
	Reason  string `json:"reason"`
}

// RoutingKey implements rabbitbus.Event.
func (PaymentDeclined) RoutingKey() string { return KeyPaymentDeclined }
