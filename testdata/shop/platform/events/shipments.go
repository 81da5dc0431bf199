package events

// The JetStream stream of shipments, and its subjects.
const (
	StreamShipments           = "SHIPMENTS"
	SubjectShipments          = "shipments.>"
	SubjectShipmentDispatched = "shipments.dispatched"
	SubjectShipmentReturned   = "shipments.returned"
)

// ShipmentDispatched says that a parcel has been handed to the carrier.
type ShipmentDispatched struct {
	OrderID      string `json:"order_id"`
	Email        string `json:"email"`
	Carrier      string `json:"carrier"`
	TrackingCode string `json:"tracking_code"`
}

// ShipmentReturned says that a parcel has come back to the warehouse.
type ShipmentReturned struct {
	OrderID      string `json:"order_id"`
	TrackingCode string `json:"tracking_code"`
}
