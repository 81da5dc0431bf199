package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fault is a mistake that is made in the example: in a file, one text is replaced by
// another.
type fault struct {
	name, file, old, new string
	// missed is why neither command finds it, "" if one does.
	missed string
}

// declared is what the shop says of itself for rules that ask for it.
const declared = `check:
  owners: {orders.*: orders}
  ordered: [orders.*]
`

// systemFaults are for `flowvet check`.
var systemFaults = []fault{
	{name: "topic of one consumer renamed", file: "notify/cmd/notify/main.go", old: "WithTopic(events.TopicOrderCancelled)", new: `WithTopic("order.cancelled")`},
	{name: "topic in a list renamed", file: "catalog/cmd/catalog/main.go", old: "events.TopicPageViewed}", new: `"web.page_viewed"}`},
	{name: "topic of a producer mistyped", file: "edge/tracker.go", old: "Topic: events.TopicPageViewed", new: `Topic: "web.page-viewd"`},
	{name: "topic from configuration replaced", file: "billing/cmd/billing/main.go", old: "WithTopic(cfg.OrdersTopic)", new: `WithTopic("orders.create")`},
	{name: "topic of a second event renamed", file: "orders/progress.go", old: "events.TopicOrderCancelled, payment", new: `"orders.canceled", payment`},
	{name: "topic of one service renamed in its deployment", file: "compose.yaml", old: "<<: [*brokers, *orders]\n      PAYMENT_URL", new: "<<: *brokers\n      ORDERS_TOPIC: orders-created\n      PAYMENT_URL"},
	{name: "default taken since the deployment forgets a topic", file: "compose.yaml", old: "ORDERS_TOPIC: orders.created", new: "ORDERS_TOPIC: orders.created.v2\n\nx-rest: &rest\n  ORDERS_TOPIC: orders.created",
		missed: "all services get the new name"},
	{name: "subject of requests renamed", file: "catalog/cmd/catalog/main.go", old: "events.SubjectPriceGet, ", new: `"catalog.prices.get", `},
	{name: "subject of a subscriber renamed", file: "edge/main.go", old: "nc, events.SubjectPriceChanged, ", new: `nc, "catalog.price.change", `},
	{name: "subject of a publisher renamed", file: "catalog/prices.go", old: "events.SubjectPriceChanged, change", new: `"catalog.prices.changed", change`},
	{name: "wildcard that matches nothing", file: "notify/cmd/notify/main.go", old: `events.StockSubject("*")`, new: `"catalog.stocks.*"`},
	{name: "wildcard of too few tokens", file: "notify/cmd/notify/main.go", old: `events.StockSubject("*")`, new: `"catalog.*"`},
	{name: "routing key renamed", file: "platform/events/payments.go", old: "{ return KeyPaymentDeclined }", new: `{ return "payments.declined" }`},
	{name: "routing key of the wrong event", file: "platform/events/payments.go", old: "{ return KeyPaymentDeclined }", new: "{ return KeyPaymentCaptured }"},
	{name: "binding dropped", file: "platform/rabbitbus/consumer.go", old: "if err := channel.QueueBind(queue, key, c.exchange, false, nil); err != nil {", new: "if err := error(nil); err != nil {"},
	{name: "binding key of a pattern renamed", file: "notify/cmd/notify/main.go", old: `"payment.*"`, new: `"payments.*"`},
	{name: "binding key in a table renamed", file: "orders/progress.go", old: `"orders.payment-declined", events.KeyPaymentDeclined`, new: `"orders.payment-declined", "payment.refused"`},
	{name: "binding key of a call renamed", file: "shipping/cmd/shipping/main.go", old: "events.KeyPaymentCaptured", new: `"order.captured"`},
	{name: "exchange of a consumer renamed", file: "shipping/cmd/shipping/main.go", old: "NewConsumer(conn, events.Exchange)", new: `NewConsumer(conn, "shop.event")`},
	{name: "exchange of the publisher renamed", file: "billing/cmd/billing/main.go", old: "NewPublisher(conn, events.Exchange)", new: `NewPublisher(conn, "shop-events")`},
	{name: "consumer group of another service", file: "notify/cmd/notify/main.go", old: `WithGroup("notify")`, new: `WithGroup("catalog")`},
	{name: "consumer group of another service, option", file: "billing/cmd/billing/main.go", old: `WithGroup("billing")`, new: `WithGroup("catalog")`},
	{name: "durable of another service", file: "notify/notifier.go", old: `stream, "notify", ""`, new: `stream, "orders", ""`},
	{name: "queue of another service", file: "shipping/cmd/shipping/main.go", old: `"shipping.payments"`, new: `"orders.payment-captured"`},
	{name: "queue of another service, pattern", file: "notify/cmd/notify/main.go", old: `"notify.payments"`, new: `"shipping.payments"`},
	{name: "field of a number read as text", file: "billing/service.go", old: "var order events.OrderCreated", new: "type OrderCreated struct {\n\t\tOrderID string `json:\"order_id\"`\n\t\tEmail string `json:\"email\"`\n\t\tTotal string `json:\"total\"`\n\t}\n\tvar order OrderCreated"},
	{name: "field of text read as a list", file: "notify/notifier.go", old: "var order events.OrderCancelled", new: "type OrderCancelled struct {\n\t\tOrderID string `json:\"order_id\"`\n\t\tEmail string `json:\"email\"`\n\t\tReason []string `json:\"reason\"`\n\t}\n\tvar order OrderCancelled"},
	{name: "field of text read as a number", file: "shipping/service.go", old: "var payment events.PaymentCaptured", new: "type PaymentCaptured struct {\n\t\tOrderID int `json:\"order_id\"`\n\t\tEmail string `json:\"email\"`\n\t}\n\tvar payment PaymentCaptured"},
	{name: "field renamed by the consumer", file: "shipping/service.go", old: "var payment events.PaymentCaptured", new: "type PaymentCaptured struct {\n\t\tOrderID string `json:\"orderId\"`\n\t\tEmail string `json:\"email\"`\n\t}\n\tvar payment PaymentCaptured"},
	{name: "field of a time published as a number", file: "edge/tracker.go", old: "value, err := json.Marshal(view)", new: "type PageViewed struct {\n\t\t\t\tSKU string `json:\"sku\"`\n\t\t\t\tViewedAt int64 `json:\"viewed_at\"`\n\t\t\t}\n\t\t\tvalue, err := json.Marshal(PageViewed{view.SKU, view.ViewedAt.Unix()})"},
	{name: "filter of an event that is never published", file: "orders/progress.go", old: "events.SubjectShipmentDispatched, s.", new: "events.SubjectShipmentReturned, s."},
	{name: "subject of a request mistyped", file: "platform/prices/prices.go", old: "c.nc, events.SubjectPriceGet, ", new: `c.nc, "catalog.prices.get", `},
	{name: "topic forgotten in a list", file: "catalog/cmd/catalog/main.go", old: ", events.TopicPageViewed}", new: "}"},
	{name: "published outside of the stream", file: "shipping/service.go", old: "events.SubjectShipmentDispatched, events", new: `"shipment.dispatched", events`},
	{name: "filter outside of the stream", file: "orders/progress.go", old: "events.SubjectShipmentDispatched, s.", new: `"shipment.dispatched", s.`},
	{name: "stream of other subjects", file: "platform/events/shipments.go", old: `"shipments.>"`, new: `"shipment.>"`},
	{name: "key dropped from an ordered topic", file: "platform/kafkabus/producer.go", old: "Key: []byte(key), ", new: ""},
	{name: "published to a topic of another service", file: "edge/tracker.go", old: "Topic: events.TopicPageViewed", new: "Topic: events.TopicOrderCancelled"},
	{name: "reaction that leads back", file: "orders/progress.go", old: "return s.store.SetStatus(ctx, payment.OrderID, Paid)", new: "return s.events.Publish(ctx, s.topic, payment.OrderID, events.OrderCreated{OrderID: payment.OrderID})"},
	{name: "last subscriber removed", file: "edge/main.go", old: "if _, err := natsbus.Subscribe(nc, events.SubjectPriceChanged, cache.priceChanged); err != nil {", new: "if _, err := nc.Flush(), error(nil); err != nil {"},
	{name: "publisher removed", file: "catalog/prices.go", old: "natsbus.Publish(p.nc, events.SubjectPriceChanged, change)", new: "p.nc.Flush()"},
	{name: "only publish of a handler removed", file: "shipping/service.go", old: "return natsbus.Store(ctx, s.js, events.SubjectShipmentDispatched, events", new: "return save(events"},
	{name: "producer that is never started", file: "edge/main.go", old: "group.Go(func() error { return tracker.Run(ctx) })", new: ""},
	{name: "not persistent", file: "platform/rabbitbus/publisher.go", old: "DeliveryMode: amqp.Persistent, ", new: ""},
	{name: "dead letters dropped everywhere", file: "platform/rabbitbus/consumer.go", old: `amqp.Table{"x-dead-letter-exchange": deadLetterExchange}`, new: "amqp.Table{}",
		missed: "the rule asks for what other queues have, and then none has"},
}

// codeFaults are for the vet pass, in a module.
var codeFaults = []fault{
	{name: "error of a publish not looked at", file: "platform/kafkabus/producer.go", old: "if err := p.writer.WriteMessages(ctx, msg); err != nil {\n\t\treturn fmt.Errorf(\"write to %s: %w\", topic, err)\n\t}", new: "p.writer.WriteMessages(ctx, msg)"},
	{name: "error of a wrapper not looked at", file: "catalog/stock.go", old: "if err := natsbus.Publish(s.nc, events.StockSubject(line.SKU), events.StockLow{SKU: line.SKU, Left: left}); err != nil {\n\t\t\treturn err\n\t\t}", new: "natsbus.Publish(s.nc, events.StockSubject(line.SKU), events.StockLow{SKU: line.SKU, Left: left})"},
	{name: "acknowledged before the work", file: "platform/rabbitbus/consumer.go", old: "if err := settle(delivery, handle(work, delivery)); err != nil {", new: "_ = delivery.Ack(false)\n\t\tif err := handle(work, delivery); err != nil {"},
	{name: "committed before the work", file: "platform/kafkabus/consumer.go", old: "if err := handle(work, msg); err != nil {", new: "if err := c.reader.CommitMessages(work, msg); err != nil {\n\t\t\treturn err\n\t\t}\n\t\tif err := handle(work, msg); err != nil {"},
	{name: "acknowledged on delivery", file: "platform/rabbitbus/consumer.go", old: `queue, "", false, false`, new: `queue, "", true, false`},
	{name: "what cannot be decoded comes again for ever", file: "platform/natsbus/jetstream.go", old: `settle(msg, msg.TermWithReason("not decodable: "+err.Error()))`, new: "settle(msg, msg.Nak())"},
	{name: "handled although it cannot be decoded", file: "billing/service.go", old: `return fmt.Errorf("decode order: %w", err)`, new: "fmt.Println(err)"},
	{name: "no prefetch limit", file: "platform/rabbitbus/consumer.go", old: "if err := channel.Qos(prefetch, 0, false); err != nil {\n\t\treturn fmt.Errorf(\"set prefetch: %w\", err)\n\t}\n", new: ""},
	{name: "failures of an asynchronous producer not read", file: "edge/tracker.go", old: "for failure := range t.producer.Errors() {\n\t\tslog.Error(\"page view not published\", \"error\", failure.Err)\n\t}", new: ""},
	{name: "request without a deadline", file: "platform/natsbus/core.go", old: "nc.RequestWithContext(ctx, ", new: "nc.RequestWithContext(context.Background(), "},
	{name: "failure acknowledged", file: "platform/natsbus/jetstream.go", old: "settle(msg, msg.NakWithDelay(retryDelay))\n\t\t\treturn", new: "settle(msg, msg.Ack())\n\t\t\treturn"},
}

// make makes the mistake and returns what undoes it.
func (f *fault) make(t *testing.T, shop string) (undo func()) {
	t.Helper()
	file := filepath.Join(shop, filepath.FromSlash(f.file))
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(before), f.old) != 1 {
		t.Fatalf("%s: %q is %d times in %s", f.name, f.old, strings.Count(string(before), f.old), f.file)
	}
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(strings.Replace(string(before), f.old, f.new, 1))
	return func() { write(string(before)) }
}

// judge counts a fault, and fails if it should have been found.
func (f *fault) judge(t *testing.T, found bool, out string) (count int) {
	t.Helper()
	switch {
	case found && f.missed != "":
		t.Errorf("%s is found now:\n%s", f.name, out)
	case !found && f.missed == "":
		t.Errorf("%s is not found", f.name)
	}
	if found {
		return 1
	}
	return 0
}

// TestFaultsAreFound makes one mistake after the other in the example, in which there
// are none. Each is found, or it is said why not.
func TestFaultsAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("it analyzes the example fifty times")
	}
	v := newVetted(t)
	if err := os.WriteFile(filepath.Join(v.shop, ".flowvet.yaml"), []byte(declared), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(v.shop)
	checked := func() string {
		var stdout, stderr bytes.Buffer
		if code := run(context.Background(), []string{"check", "-q", "--fail-on", "never"}, &stdout, &stderr); code != 0 {
			t.Fatalf("exit code %d: %s", code, &stderr)
		}
		return stdout.String()
	}
	if out := checked(); out != "" {
		t.Fatalf("the example has findings:\n%s", out)
	}
	found := 0
	for _, f := range systemFaults {
		undo := f.make(t, v.shop)
		out := checked()
		found += f.judge(t, out != "", out)
		undo()
	}
	for _, f := range codeFaults {
		undo := f.make(t, v.shop)
		module, _, _ := strings.Cut(f.file, "/")
		_, errs, _ := v.run(module, "vet", "-vettool="+v.tool, "./...")
		lines := vetLines(errs)
		found += f.judge(t, strings.Contains(lines, ")\n") && !strings.Contains(lines, "vet: "), lines)
		undo()
	}
	t.Logf("%d of %d faults found", found, len(systemFaults)+len(codeFaults))
}
