package render

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOverview reads the links of the documents aloud: each is true, and none that
// should be there is missing.
func TestOverview(t *testing.T) {
	tests := map[string][]string{
		"empty":   nil,
		"library": nil,
		"one-event": {
			"producer -> kafka:jobs [Job]",
			"kafka:jobs -> worker [Job] (group workers)",
			"kafka:jobs -> worker-eu [Job] (group workers)",
		},
		"shop": {
			"billing -> kafka:payments.settled [PaymentSettled]",
			"billing -> rabbitmq:mail/payment.failed [PaymentFailed]",
			"scanner -> nats:stock.counted [StockCounted]",
			"storefront -> kafka:orders.placed [OrderPlaced]",
			"storefront -> nats:prices.get [PriceQuery] (request)",
			"warehouse ..> nats:stock.{sku}.reserved [StockReserved]",
			"warehouse -> rabbitmq:mail/order.shipped [OrderShipped]",
			"nats:stock.counted -> nats:stock.> [StockCounted]",
			"nats:stock.{sku}.reserved ..> nats:stock.> [StockReserved]",
			"rabbitmq:erp -> rabbitmq:invoices (invoice.#)",
			"rabbitmq:mail/order.shipped -> rabbitmq:mailer [OrderShipped]",
			"rabbitmq:mail/payment.failed -> rabbitmq:mailer [PaymentFailed]",
			"kafka:${AUDIT_TOPIC} ..> audit",
			"kafka:orders.placed -> billing [OrderPlaced]",
			"kafka:orders.placed -> warehouse [OrderPlaced]",
			"kafka:payments.settled -> warehouse [PaymentSettled]",
			"nats:prices.get -> pricing [PriceQuery]",
			"nats:stock.> -> audit [StockCounted StockReserved]",
			"rabbitmq:invoices -> accounting [Invoice]",
			"rabbitmq:mailer -> mailer [OrderShipped PaymentFailed]",
		},
		"kinds": {
			"api -> nats:events.created [B]",
			"api -> rabbitmq:direct [A]",
			"api -> rabbitmq:fan [F]",
			"api -> rabbitmq:in/a [A]",
			"work -> kafka:metrics.eu [M]",
			"work -> nats:$KV.config.flags",
			"work -> other:redis:metrics",
			`kafka:metrics.eu -> kafka:metrics\..* [M]`,
			"nats:$KV.config.flags -> nats:$KV.config.*",
			"nats:events.created -> nats:EVENTS [B]",
			"rabbitmq:fan -> rabbitmq:work [F]",
			"rabbitmq:in/a -> rabbitmq:work [A]",
			"rabbitmq:x1 -> rabbitmq:x2 (k)",
			"rabbitmq:x2 -> rabbitmq:outside (#)",
			"kafka: ..> report",
			`kafka:metrics\..* -> report [M]`,
			"nats:$KV.config.* -> api",
			"nats:EVENTS -> work [B]",
			"other:redis:metrics -> report",
			"rabbitmq:direct -> work [A]",
			"rabbitmq:outside -> work",
			"rabbitmq:work -> work [A F]",
		},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, l := range newOverview(load(t, "testdata/"+name+".json")).links {
				got = append(got, aloud(l))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func aloud(l *link) string {
	arrow := "->"
	if l.uncertain {
		arrow = "..>"
	}
	s := fmt.Sprintf("%s %s %s", l.from, arrow, l.to)
	if len(l.events) > 0 {
		s += fmt.Sprint(" ", l.events)
	}
	for _, n := range l.notes {
		s += " (" + n + ")"
	}
	return s
}

func TestRoles(t *testing.T) {
	got := newOverview(load(t, "testdata/shop.json")).services
	want := []service{
		{"accounting", consumer}, {"audit", consumer}, {"billing", processor}, {"mailer", consumer},
		{"pricing", consumer}, {"scanner", publisher}, {"storefront", publisher}, {"warehouse", processor},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(service{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEventName(t *testing.T) {
	for typ, want := range map[string]string{
		"OrderCreated":                         "OrderCreated",
		"example.com/shop/events.OrderCreated": "OrderCreated",
		"*example.com/shop/events.Order":       "*Order",
		"example.com/x.Envelope[example.com/shop/v2/events.OrderCreated]": "Envelope[OrderCreated]",
		"map[string]example.com/a-b.T":                                    "map[string]T",
		"[]gopkg.in/x.v1.T":                                               "[]T",
		"string":                                                          "string",
	} {
		if got := eventName(typ); got != want {
			t.Errorf("eventName(%q) = %q, want %q", typ, got, want)
		}
	}
}
