package graph

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asked is a document with a bit of everything that can be asked for.
func asked() *Document {
	created := publish(Kafka, "orders orders.created")
	created.Trace = []Frame{{"orders/service.go", 51, "Place"}, {"pkg/bus/producer.go", 37, "Publish"}}
	billed := consume(Kafka, "billing orders.created")
	billed.Group = Name{Text: "billing"}
	stock := publish(NATS, "catalog stock.{line.SKU}")
	stock.Provenance = []Step{
		{Kind: "literal", Text: "stock."},
		{Kind: "field", File: "stock.go", Line: 41, Text: "Line.SKU"},
		{Kind: "unknown", File: "stock.go", Line: 41, Text: "line.SKU"},
	}
	symbolic := publish(Kafka, "orders ${AUDIT_TOPIC}")
	symbolic.Provenance = []Step{{Kind: "config", File: "config.go", Line: 7, Text: "AUDIT_TOPIC"}}
	return Assemble(system(Facts{
		Endpoints: []EndpointFact{
			created, billed, stock, symbolic,
			consume(NATS, "notify stock.*"),
			publish(RabbitMQ, "billing shop/payment.captured"),
			consume(RabbitMQ, "shipping shipping.payments"),
			consume(RabbitMQ, "notify notify.payments"),
		},
		Declarations: []Declaration{exchangeOf("shop", "topic"), exchangeOf("late", "fanout")},
		Bindings: []BindingFact{
			bind("shipping shop payment.captured shipping.payments"),
			bind("notify shop payment.# @late"),
			bind("notify late - notify.payments"),
		},
	}))
}

func TestSelect(t *testing.T) {
	doc := asked()
	id := doc.Endpoints[slices.IndexFunc(doc.Endpoints, func(e Endpoint) bool { return e.Group == "billing" })].ID
	tests := []struct{ query, endpoints, flows string }{
		{"orders.created", "orders+kafka:orders.created billing-kafka:orders.created", "orders>billing"},
		{"kafka:orders.created", "orders+kafka:orders.created billing-kafka:orders.created", "orders>billing"},
		{"nats:orders.created", "", ""},
		{"*.created", "orders+kafka:orders.created billing-kafka:orders.created", "orders>billing"},
		{"stock.*", "notify-nats:stock.* catalog+nats:stock.{line.SKU}", "catalog>notify"},
		{"shop", "billing+rabbitmq:shop/payment.captured", "billing>notify billing>shipping"},
		{"shop/*", "billing+rabbitmq:shop/payment.captured", "billing>notify billing>shipping"},
		{"rabbitmq:shop/payment.captured", "billing+rabbitmq:shop/payment.captured", "billing>notify billing>shipping"},
		{id, "billing-kafka:orders.created", "orders>billing"},
		{"orders/service.go:51", "orders+kafka:orders.created", "orders>billing"},
		{"./orders/service.go:51:3", "orders+kafka:orders.created", "orders>billing"},
		{"producer.go:37", "orders+kafka:orders.created", "orders>billing"},
		{"oducer.go:37", "", ""},
		{"orders -> billing", "orders+kafka:orders.created billing-kafka:orders.created", "orders>billing"},
		{"orders->orders.created->billing", "orders+kafka:orders.created billing-kafka:orders.created", "orders>billing"},
		{"* -> notify.payments -> *", "notify-rabbitmq:notify.payments billing+rabbitmq:shop/payment.captured", "billing>notify"},
		{"orders -> stock.* -> billing", "", ""},
		{"billing -> orders", "", ""},
	}
	for _, test := range tests {
		q, ok := ParseQuery(test.query)
		if !ok {
			t.Errorf("%s is not read", test.query)
			continue
		}
		s, found := doc.Select(q)
		if endpoints := strings.Join(list(s.Endpoints, spelled), " "); endpoints != test.endpoints {
			t.Errorf("%s selects %q, want %q", q, endpoints, test.endpoints)
		}
		flows := strings.Join(list(s.Flows, func(f Flow) string { return f.From + ">" + f.To }), " ")
		if flows != test.flows || found != (test.endpoints != "") {
			t.Errorf("%s selects the flows %q, %v, want %q", q, flows, found, test.flows)
		}
	}
}

// spelled is service+channel of a publisher, service-channel of a consumer.
func spelled(e Endpoint) string {
	sign := "+"
	if e.Direction == Consume {
		sign = "-"
	}
	return strings.Join(e.Services, ",") + sign + e.Channel
}

func TestParseQueryRefuses(t *testing.T) {
	for _, text := range []string{"", "  ", "->", "a->", "->b", "a->->b", "a->b->c->d"} {
		if q, ok := ParseQuery(text); ok {
			t.Errorf("%q is read as %+v", text, q)
		}
	}
}

func TestNearest(t *testing.T) {
	doc := asked()
	tests := map[string]string{
		"orders.craeted":         "orders.created",
		"kafka:orders.creatd":    "kafka:orders.created",
		"created":                "orders.created",
		"ordres -> billing":      "orders -> billing",
		"bus/producer.go:38":     "pkg/bus/producer.go:37",
		"nothing like it at all": "",
	}
	for text, want := range tests {
		q, _ := ParseQuery(text)
		if got := doc.Nearest(q); strings.Join(got[:min(1, len(got))], "") != want {
			t.Errorf("near to %s are %q, want %q first", text, got, want)
		}
	}
}

func TestRoutes(t *testing.T) {
	doc := asked()
	var got []string
	for _, f := range doc.Flows {
		for _, r := range doc.Routes(f) {
			words := []string{f.From, f.To, string(r.Rule)}
			for _, b := range r.Bindings {
				words = append(words, b.Source+"["+b.Key+"]"+b.Target)
			}
			got = append(got, strings.Join(append(words, r.Group), " "))
		}
	}
	want := []string{
		"billing notify binding rabbitmq:shop[payment.#]rabbitmq:late rabbitmq:late[]rabbitmq:notify.payments ",
		"billing shipping binding rabbitmq:shop[payment.captured]rabbitmq:shipping.payments ",
		"catalog notify wildcard ",
		"orders billing name billing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRoutesExplainFlows says that each flow has a rule, whatever the broker.
func TestRoutesExplainFlows(t *testing.T) {
	consumer := consume(Kafka, "b ^orders\\..*")
	byOption := consume("other:pulsar", "b orders.+")
	byOption.Regexp = true
	tests := []struct {
		publisher, consumer EndpointFact
		rule                Rule
	}{
		{publish(Kafka, "a orders.created"), consumer, Expression},
		{publish("other:pulsar", "a orders.created"), byOption, Expression},
		{publish("other:redis", "a orders.created"), consume("other:redis", "b orders.*"), Expression},
		{publish("other:mqtt", "a orders/created"), consume("other:mqtt", "b orders/#"), Wildcard},
		{publish(Kafka, "a orders.{tenant}"), consume(Kafka, "b orders.eu"), Open},
		{publish(RabbitMQ, "a jobs"), consume(RabbitMQ, "b jobs"), DefaultExchange},
	}
	for _, test := range tests {
		doc := Assemble(system(Facts{Endpoints: []EndpointFact{test.publisher, test.consumer}}))
		if len(doc.Flows) != 1 {
			t.Errorf("%s and %s: %d flows", test.publisher.Channel.Text, test.consumer.Channel.Text, len(doc.Flows))
			continue
		}
		routes := doc.Routes(doc.Flows[0])
		if len(routes) != 1 || routes[0].Rule != test.rule {
			t.Errorf("%s and %s: %+v, want %s", test.publisher.Channel.Text, test.consumer.Channel.Text, routes, test.rule)
		}
	}
}

func TestGaps(t *testing.T) {
	doc := asked()
	var got []Gap
	for _, e := range doc.Endpoints {
		got = append(got, doc.Gaps(e)...)
	}
	want := []Gap{
		{Name: "${AUDIT_TOPIC}", Kind: GapConfig, Text: "AUDIT_TOPIC", File: "config.go", Line: 7},
		{Name: "{line.SKU}", Kind: GapField, Text: "Line.SKU", File: "stock.go", Line: 41},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	unnamed := Assemble(system(Facts{Endpoints: []EndpointFact{publish(Kafka, "orders ")}}))
	if gaps := unnamed.Gaps(unnamed.Endpoints[0]); len(gaps) != 1 || gaps[0].Kind != GapUnknown {
		t.Errorf("a channel without a name has the gaps %+v", gaps)
	}
}

// FuzzQuery asks for whatever comes.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{"orders.created", "a -> b -> c", "a.go:12", "*", "**a*", "->", "kafka:*", "${X}", "a:999999999999"} {
		f.Add(text)
	}
	doc := asked()
	f.Fuzz(func(t *testing.T, text string) {
		q, ok := ParseQuery(text)
		if !ok {
			return
		}
		if again, ok := ParseQuery(q.String()); !ok || again != q {
			t.Errorf("%q is read as %+v, and again as %+v", text, q, again)
		}
		s, found := doc.Select(q)
		if found != (len(s.Channels) > 0) {
			t.Errorf("%q: found %v, but %d channels", text, found, len(s.Channels))
		}
		if len(doc.Nearest(q)) > maxNearest {
			t.Errorf("%q: too many are near", text)
		}
	})
}
