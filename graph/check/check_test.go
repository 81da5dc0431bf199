package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
)

// build assembles a system from lines such as
//
//	orders publishes kafka order.created key=id type=Order json
//	billing consumes kafka order.created group=billing handler=onOrder
//	mailer binds shop order.* mailer
//	mailer declares rabbitmq queue mailer dead_letter=dead
//	0 reacts 2
//
// where the last says what the consuming endpoint of a line publishes, by the number
// of lines before them.
func build(lines ...string) *graph.Document {
	var f graph.Facts
	known := map[string]bool{}
	for i, line := range lines {
		words := strings.Fields(line)
		service, verb := words[0], words[1]
		at := graph.Position{File: service + "/main.go", Line: i + 1}
		if verb != "reacts" && !known[service] {
			known[service] = true
			f.Services = append(f.Services, graph.Service{ID: "example.com/" + service, Package: "example.com/" + service, Dir: service})
		}
		services := []string{"example.com/" + service}
		switch verb {
		case "publishes", "consumes":
			f.Endpoints = append(f.Endpoints, endpoint(words, services, at))
		case "binds":
			f.Bindings = append(f.Bindings, graph.BindingFact{
				Broker: graph.RabbitMQ, Source: graph.Name{Text: words[2]}, Key: graph.Name{Text: words[3]}, Target: graph.Name{Text: words[4]},
				TargetKind: graph.Queue, Services: services, Position: at,
			})
		case "declares":
			d := graph.Declaration{Broker: words[2], Kind: graph.Kind(words[3]), Name: graph.Name{Text: words[4]}, Services: services, Position: at, Settings: map[string]string{}}
			for _, w := range words[5:] {
				key, value, _ := strings.Cut(w, "=")
				switch key {
				case "durable", "exclusive", "auto_delete":
					d.Settings[key] = value
				case "dead_letter":
					d.DeadLetter = graph.Name{Text: value}
				case "subject":
					d.Subjects = append(d.Subjects, graph.Name{Text: value})
				}
			}
			f.Declarations = append(f.Declarations, d)
		case "reacts":
			var from, to int
			fmt.Sscan(words[0], &from)
			fmt.Sscan(words[2], &to)
			f.Endpoints[from].Reactions = append(f.Endpoints[from].Reactions, to)
		}
	}
	return graph.Assemble(f)
}

func endpoint(words, services []string, at graph.Position) graph.EndpointFact {
	e := graph.EndpointFact{
		Direction: graph.Publish, Broker: words[2], Channel: graph.Name{Text: words[3]}, Services: services,
		Function: "example.com/" + words[0] + ".main", Settings: map[string]string{},
		Trace: []graph.Frame{{File: at.File, Line: at.Line}},
	}
	if words[1] == "consumes" {
		e.Direction = graph.Consume
	} else if exchange, key, ok := strings.Cut(words[3], "/"); ok && e.Broker == graph.RabbitMQ {
		e.Exchange, e.RoutingKey = graph.Name{Text: exchange}, graph.Name{Text: key}
	}
	for _, w := range words[4:] {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "group":
			e.Group = graph.Name{Text: value}
		case "handler":
			e.Handler = value
		case "key":
			e.Key = value
		case "mode":
			e.Mode = graph.Mode(value)
		case "delivery_mode":
			e.Settings[key] = value
		case "stream":
			e.Stream = graph.Name{Text: value}
			e.Settings["stream"] = value
		case "type":
			e.Event.Type = "example.com/" + words[0] + "." + value
		default:
			e.Event.Encoding = key
		}
	}
	return e
}

// joined is a flow that shows both sides of a broker.
func joined(broker string) []string {
	return []string{"some publishes " + broker + " some.thing", "other consumes " + broker + " some.thing"}
}

func TestRules(t *testing.T) {
	tests := map[string]struct {
		near  string // the rule that all but finds something
		lines []string
		opt   Options
		want  []string // "rule: message"
	}{
		"published to nobody": {
			lines: append(joined("kafka"), "orders publishes kafka order.archived"),
			want:  []string{"unconsumed: orders publishes to topic order.archived, but nobody consumes it"},
		},
		"published by two to nobody": {
			lines: append(joined("kafka"), "orders publishes kafka order.archived", "audit publishes kafka order.archived"),
			want:  []string{"unconsumed: audit and orders publish to topic order.archived, but nobody consumes it"},
		},
		"consumed from nobody": {
			lines: append(joined("kafka"), "billing consumes kafka order.archived"),
			want:  []string{"unpublished: billing consumes topic order.archived, but nobody publishes to it"},
		},
		"one side of everything says nothing of the other": {
			near:  "unconsumed",
			lines: []string{"orders publishes kafka order.archived", "billing publishes kafka bill.paid"},
		},
		"a consumer of any name may be the missing one": {
			near:  "unconsumed",
			lines: append(joined("kafka"), "orders publishes kafka order.archived", "audit consumes kafka {topic}"),
		},
		"a producer of any name may be the missing one": {
			near:  "unpublished",
			lines: append(joined("kafka"), "audit consumes kafka order.archived", "orders publishes kafka ${TOPIC}"),
		},
		"a reply goes to who asked": {
			near:  "unconsumed",
			lines: append(joined("nats"), "orders publishes nats order.reply mode=reply"),
		},
		"a dead letter waits for people": {
			lines: append(joined("kafka"), "some publishes kafka some.dead", "some declares kafka topic some.thing dead_letter=some.dead"),
		},
		"a dead letter is one by its name": {
			near:  "unconsumed",
			lines: append(joined("kafka"), "some publishes kafka dead-letter-events"),
		},
		"a deadline is no dead letter": {
			lines: append(joined("kafka"), "some publishes kafka deadline.reached"),
			want:  []string{"unconsumed: some publishes to topic deadline.reached, but nobody consumes it"},
		},
		"near names": {
			lines: append(joined("kafka"), "orders publishes kafka order.created", "billing consumes kafka orders-created"),
			want:  []string{"near-miss: orders publishes to topic order.created, billing consumes orders-created: one of the names is wrong"},
		},
		"versions are not near": {
			near:  "near-miss",
			lines: append(joined("kafka"), "orders publishes kafka orders.v1", "billing consumes kafka orders.v2"),
			want: []string{
				"unpublished: billing consumes topic orders.v2, but nobody publishes to it",
				"unconsumed: orders publishes to topic orders.v1, but nobody consumes it",
			},
		},
		"near names with both sides are two channels": {
			near: "near-miss",
			lines: []string{
				"orders publishes kafka order.created", "billing consumes kafka order.created",
				"orders publishes kafka orders.created", "billing consumes kafka orders.created",
			},
		},
		"a key that no binding takes": {
			lines: append(joined("rabbitmq"), "mailer declares rabbitmq exchange shop", "mailer binds shop order.* mailer", "mailer consumes rabbitmq mailer",
				"orders publishes rabbitmq shop/orders.created", "orders publishes rabbitmq shop/order.paid"),
			want: []string{`unroutable: orders publishes to exchange shop with the key "orders.created", which no binding takes: the broker drops it`},
		},
		"a key that a binding may take": {
			near: "unroutable",
			lines: append(joined("rabbitmq"), "mailer declares rabbitmq exchange shop", "mailer binds shop {key} mailer", "mailer consumes rabbitmq mailer",
				"orders publishes rabbitmq shop/orders.created"),
		},
		"a queue that nothing is bound to": {
			lines: append(joined("rabbitmq"), "mailer consumes rabbitmq mailer"),
			want:  []string{"unfed-queue: mailer consumes queue mailer, which no exchange is bound to and nobody publishes to by its name"},
		},
		"a queue that is published to by its name": {
			near:  "unfed-queue",
			lines: append(joined("rabbitmq"), "mailer consumes rabbitmq mailer", "orders publishes rabbitmq mailer"),
		},
		"transient messages in a durable queue of another service": {
			lines: []string{
				"mailer declares rabbitmq exchange shop", "mailer declares rabbitmq queue mailer durable=true", "mailer binds shop order.* mailer",
				"mailer consumes rabbitmq mailer", "orders publishes rabbitmq shop/order.created delivery_mode=1",
			},
			want: []string{"lost-on-restart: orders publishes to exchange shop/order.created without persistent delivery: a restart of the broker loses what waits in queue mailer, for all that it is durable"},
		},
		"persistent messages in a queue that is not durable": {
			lines: []string{
				"mailer declares rabbitmq queue mailer durable=false", "mailer consumes rabbitmq mailer", "orders publishes rabbitmq mailer delivery_mode=2",
			},
			want: []string{"lost-on-restart: orders publishes to queue mailer with persistent delivery, but a restart of the broker loses queue mailer, which is not durable"},
		},
		"what is persistent in durable queues, and transient in others": {
			near: "lost-on-restart",
			lines: []string{
				"mailer declares rabbitmq queue mailer durable=true", "mailer consumes rabbitmq mailer", "orders publishes rabbitmq mailer delivery_mode=2",
				"edge declares rabbitmq queue edge durable=false", "edge consumes rabbitmq edge", "orders publishes rabbitmq edge delivery_mode=1",
			},
		},
		"queues that go with their consumers, and modes that nobody knows": {
			near: "lost-on-restart",
			lines: []string{
				"mailer declares rabbitmq queue mailer durable=true auto_delete=true", "mailer consumes rabbitmq mailer", "orders publishes rabbitmq mailer delivery_mode=1",
				"edge declares rabbitmq queue edge durable=false exclusive=true", "edge consumes rabbitmq edge", "orders publishes rabbitmq edge delivery_mode=2",
				"audit declares rabbitmq queue audit durable=true", "audit consumes rabbitmq audit", "orders publishes rabbitmq audit delivery_mode={mode}",
			},
		},
		"a subject outside of the stream": {
			lines: []string{"orders declares nats stream ORDERS subject=orders.>", "billing consumes nats order.created stream=ORDERS"},
			want:  []string{"outside-stream: billing consumes subject order.created from stream ORDERS, which keeps orders.>"},
		},
		"a subject of the stream": {
			near:  "outside-stream",
			lines: []string{"orders declares nats stream ORDERS subject=orders.>", "billing consumes nats orders.*.created stream=ORDERS"},
		},
		"two services in one group": {
			lines: []string{"orders publishes kafka order.created", "billing consumes kafka order.created group=shop handler=a", "mailer consumes kafka order.created group=shop handler=b"},
			want:  []string{"competing-services: billing and mailer consume topic order.created in group shop with different handlers: each message reaches only one of them"},
		},
		"two instances of one worker": {
			near:  "competing-services",
			lines: []string{"orders publishes kafka order.created", "billing consumes kafka order.created group=shop handler=a", "worker consumes kafka order.created group=shop handler=a"},
		},
		"two groups": {
			near:  "competing-services",
			lines: []string{"orders publishes kafka order.created", "billing consumes kafka order.created group=billing handler=a", "mailer consumes kafka order.created group=mailer handler=b"},
		},
		"two services at one queue": {
			lines: []string{"orders publishes rabbitmq work", "billing consumes rabbitmq work handler=a", "mailer consumes rabbitmq work handler=b"},
			want:  []string{"competing-services: billing and mailer consume queue work with different handlers: each message reaches only one of them"},
		},
		"one group for different topics": {
			lines: []string{
				"orders publishes kafka order.created", "orders publishes kafka order.paid",
				"billing consumes kafka order.created group=shop handler=a", "mailer consumes kafka order.paid group=shop handler=b",
			},
			want: []string{"shared-group: billing and mailer consume different topics in one group, shop"},
		},
		"one durable for different subjects": {
			lines: []string{
				"orders declares nats stream ORDERS subject=orders.>", "orders publishes nats orders.paid", "orders publishes nats orders.created",
				"billing consumes nats orders.created stream=ORDERS group=shop handler=a", "mailer consumes nats orders.paid stream=ORDERS group=shop handler=b",
			},
			want: []string{"shared-group: billing and mailer consume different subjects in one group, ORDERS/shop"},
		},
		"one encodes, the other decodes": {
			lines: []string{"orders publishes kafka order.created type=Order json", "billing consumes kafka order.created type=Order protobuf"},
			want:  []string{"encoding-mismatch: topic order.created: orders publishes orders.Order as json, billing decodes it as protobuf"},
		},
		"an encoding that is not known": {
			near:  "encoding-mismatch",
			lines: []string{"orders publishes kafka order.created type=Order json", "billing consumes kafka order.created type=Order"},
		},
		"one service has several topics in its group": {
			near: "shared-group",
			lines: []string{
				"orders publishes kafka order.created", "orders publishes kafka order.paid",
				"billing consumes kafka order.created group=billing handler=a", "billing consumes kafka order.paid group=billing handler=b",
			},
		},
		"events that go round": {
			lines: []string{
				"stock consumes kafka order.changed group=s", "stock publishes kafka stock.changed", "0 reacts 1",
				"orders consumes kafka stock.changed group=o", "orders publishes kafka order.changed", "2 reacts 3",
			},
			want: []string{"reaction-cycle: events go round: order.changed → stock.changed → order.changed; make sure that something ends it"},
		},
		"a round of different types ends": {
			near: "reaction-cycle",
			lines: []string{
				"stock consumes kafka orders type=Created group=s", "stock publishes kafka stock", "0 reacts 1",
				"orders consumes kafka stock group=o", "orders publishes kafka orders type=Confirmed", "2 reacts 3",
			},
		},
		"a retry comes back to its handler": {
			near:  "reaction-cycle",
			lines: []string{"stock consumes kafka orders group=s", "stock publishes kafka orders", "0 reacts 1"},
		},
		"no dead letter where others have one": {
			lines: []string{
				"orders publishes rabbitmq a", "billing consumes rabbitmq a", "orders declares rabbitmq queue a dead_letter=dead",
				"orders publishes rabbitmq b", "mailer consumes rabbitmq b",
			},
			want: []string{"no-dead-letter: queue b has no dead-letter channel, as others of this system have: what mailer cannot handle is lost or comes again for ever"},
		},
		"no dead letter anywhere": {
			near:  "no-dead-letter",
			lines: []string{"orders publishes rabbitmq a", "billing consumes rabbitmq a"},
		},
		"a producer that does not own the topic": {
			lines: []string{"orders publishes kafka order.paid", "billing publishes kafka order.paid", "mailer consumes kafka order.paid"},
			opt:   Options{Owners: []Owner{{"order.*", "orders"}}},
			want:  []string{"foreign-producer: billing publishes to topic order.paid, which belongs to orders"},
		},
		"an ordered topic without a key": {
			lines: []string{"orders publishes kafka order.paid key=id", "billing publishes kafka order.paid", "mailer consumes kafka order.paid"},
			opt:   Options{Ordered: []string{"order.*"}},
			want:  []string{"unkeyed: billing publishes to topic order.paid without a key, so messages get into any partition and lose their order"},
		},
		"a topic that its owner publishes to, and one without": {
			near:  "foreign-producer",
			lines: []string{"orders publishes kafka order.paid", "billing publishes kafka bill.paid", "mailer consumes kafka order.paid", "mailer consumes kafka bill.paid"},
			opt:   Options{Owners: []Owner{{"order.*", "orders"}}},
		},
		"keys where order counts": {
			near:  "unkeyed",
			lines: []string{"orders publishes kafka order.paid key=id", "edge publishes kafka page.viewed", "mailer consumes kafka order.paid", "mailer consumes kafka page.viewed"},
			opt:   Options{Ordered: []string{"order.*"}},
		},
	}
	seen, missed := map[string]bool{}, map[string]bool{}
	for name, test := range tests {
		missed[test.near] = true
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range Run(build(test.lines...), test.opt) {
				seen[d.Rule] = true
				if d.Rule == test.near {
					t.Errorf("%s finds what is only nearly so", d.Rule)
				}
				got = append(got, d.Rule+": "+d.Message)
				if d.File == "" || d.Line == 0 || d.Severity == "" {
					t.Errorf("no place or severity: %+v", d)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got:\n\t%s\nwant:\n\t%s", strings.Join(got, "\n\t"), strings.Join(test.want, "\n\t"))
			}
		})
	}
	for _, r := range rules.System() {
		if r.ID == "payload-mismatch" || r.ID == "stale-allow" {
			continue // have tests of their own
		}
		if !seen[r.ID] || !missed[r.ID] {
			t.Errorf("%s: a case is %v, a near miss %v", r.ID, seen[r.ID], missed[r.ID])
		}
	}
}

func object(required []string, fields map[string]*graph.PayloadSchema) *graph.PayloadSchema {
	return &graph.PayloadSchema{Type: "object", Properties: fields, Required: required}
}

func TestPayloadsAreComparedAsTheEncodingDoes(t *testing.T) {
	text, number, integer := &graph.PayloadSchema{Type: "string"}, &graph.PayloadSchema{Type: "number"}, &graph.PayloadSchema{Type: "integer"}
	numbered := func(typ string, n int) *graph.PayloadSchema { return &graph.PayloadSchema{Type: typ, Number: n} }
	tests := map[string]struct {
		encoding      string
		written, read *graph.PayloadSchema
		want          []string // what the message must have in it
	}{
		"another kind": {"json",
			object(nil, map[string]*graph.PayloadSchema{"id": text, "total": text}), object(nil, map[string]*graph.PayloadSchema{"id": text, "total": number}),
			[]string{"total is written as string, but read as number"}},
		"a field that was renamed": {"json",
			object(nil, map[string]*graph.PayloadSchema{"id": text, "user_id": text}), object(nil, map[string]*graph.PayloadSchema{"id": text, "userId": text}),
			[]string{"userId is read, but user_id is written"}},
		"a field that is never written": {"json",
			object(nil, map[string]*graph.PayloadSchema{"id": text}), object([]string{"user"}, map[string]*graph.PayloadSchema{"id": text, "user": text}), nil},
		"within a list": {"json",
			object(nil, map[string]*graph.PayloadSchema{"lines": {Type: "array", Items: object(nil, map[string]*graph.PayloadSchema{"n": text})}}),
			object(nil, map[string]*graph.PayloadSchema{"lines": {Type: "array", Items: object(nil, map[string]*graph.PayloadSchema{"n": integer})}}),
			[]string{"lines[].n is written as string, but read as integer"}},
		"less is read":         {"json", object(nil, map[string]*graph.PayloadSchema{"id": text, "total": text}), object(nil, map[string]*graph.PayloadSchema{"id": text}), nil},
		"case":                 {"json", object(nil, map[string]*graph.PayloadSchema{"ID": text}), object([]string{"id"}, map[string]*graph.PayloadSchema{"id": text}), nil},
		"integers are numbers": {"json", object(nil, map[string]*graph.PayloadSchema{"n": integer}), object(nil, map[string]*graph.PayloadSchema{"n": number}), nil},
		"nothing in common":    {"json", object(nil, map[string]*graph.PayloadSchema{"data": text}), object([]string{"id"}, map[string]*graph.PayloadSchema{"id": text}), nil},
		"numbers, not names": {"protobuf",
			object(nil, map[string]*graph.PayloadSchema{"id": numbered("string", 1), "a": numbered("string", 2)}),
			object(nil, map[string]*graph.PayloadSchema{"uid": numbered("string", 1), "b": numbered("integer", 2)}),
			[]string{"b is written as string, but read as integer"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			doc := build("orders publishes kafka o type=Order "+test.encoding, "billing consumes kafka o type=Order "+test.encoding)
			doc.Events = []graph.EventType{{Type: "example.com/orders.Order", Schema: test.written}, {Type: "example.com/billing.Order", Schema: test.read}}
			found := Run(doc, Options{})
			if len(found) != len(test.want) {
				t.Fatalf("got %+v, want %q", found, test.want)
			}
			for i, d := range found {
				if d.Rule != "payload-mismatch" || !strings.Contains(d.Message, test.want[i]) {
					t.Errorf("got %s: %s, want %s", d.Rule, d.Message, test.want[i])
				}
			}
		})
	}
}

// A queue with a wildcard gets several types: which of them a handler decodes into
// what is not known.
func TestPayloadsOfSeveralTypesAreNotMixedUp(t *testing.T) {
	text := &graph.PayloadSchema{Type: "string"}
	doc := build("billing publishes rabbitmq shop/payment.captured type=Captured json", "billing publishes rabbitmq shop/payment.declined type=Declined json",
		"mailer binds shop payment.* mailer", "mailer declares rabbitmq exchange shop", "mailer consumes rabbitmq mailer type=Captured json")
	doc.Events = []graph.EventType{
		{Type: "example.com/billing.Declined", Schema: object(nil, map[string]*graph.PayloadSchema{"order": text})},
		{Type: "example.com/mailer.Captured", Schema: object([]string{"id"}, map[string]*graph.PayloadSchema{"order": text, "id": text})},
	}
	if found := Run(doc, Options{}); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
}

func TestNearNames(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"order.created", "order_created", true},
		{"OrderCreated", "order-created", true},
		{"orders.created", "order.created", true},
		{"payment.recieved", "payment.received", true},
		{"orders.v1", "orders.v2", false},
		{"shop-a", "shop-b", false},
		{"created", "crested", false}, // short
		{"order.created", "order.cancelled", false},
		{"order.in", "order.up", false},
	}
	for _, test := range tests {
		if got := near(test.a, test.b); got != test.want || near(test.b, test.a) != got {
			t.Errorf("near(%q, %q) = %v, or not both ways", test.a, test.b, got)
		}
	}
}
