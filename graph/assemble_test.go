package graph

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// program is the facts of one module with one main, whose endpoints it runs.
func program(name string, f Facts) Facts {
	pkg := "example.com/oms/" + name
	f.Modules = []Module{{Path: pkg, Dir: name}, {Path: "example.com/oms/common", Dir: "common"}}
	f.Services = []Service{{ID: pkg, Package: pkg, Dir: name}}
	own := []string{pkg}
	for i := range f.Endpoints {
		f.Endpoints[i].Services = own
	}
	for i := range f.Declarations {
		f.Declarations[i].Services = own
	}
	for i := range f.Bindings {
		f.Bindings[i].Services = own
	}
	return f
}

// orderManagement is a system of four modules that share a helper package, after
// a repository of the corpus: a fanout exchange with server-named queues, a queue
// through the default exchange, and a retry that ends in a dead-letter queue.
func orderManagement() []Facts {
	const client = "github.com/rabbitmq/amqp091-go"
	exact := func(s string) Name { return Name{Text: s, Resolution: Exact} }
	own := Name{Text: "{q.Name}", Resolution: Symbolic}
	order := Event{Type: "example.com/oms/common/api.Order", Encoding: "json"}
	listen := func(file string, line int, queue Name) EndpointFact {
		return EndpointFact{
			Direction: Consume, Broker: RabbitMQ, Client: client, Channel: queue, Event: order,
			Function: "example.com/oms/" + file + ".(*consumer).Listen",
			Handler:  "example.com/oms/" + file + ".(*consumer).Listen$1",
			Settings: map[string]string{"auto_ack": "true"},
			Trace:    []Frame{{file + "/amqp_consumer.go", line, "example.com/oms/" + file + ".(*consumer).Listen"}},
		}
	}
	retry := EndpointFact{
		Direction: Publish, Broker: RabbitMQ, Client: client, Channel: exact("dlq_main"), RoutingKey: exact("dlq_main"),
		Function: "example.com/oms/common/broker.HandleRetry", Mode: Async,
		Trace: []Frame{{"common/broker/rabbitmq.go", 64, "example.com/oms/common/broker.HandleRetry"}},
	}
	again := retry
	again.Exchange, again.RoutingKey = Name{Text: "{d.Exchange}"}, Name{Text: "{d.RoutingKey}"}
	again.Channel = Name{Text: "{d.Exchange}/{d.RoutingKey}", Resolution: Symbolic}
	again.Trace = []Frame{{"common/broker/rabbitmq.go", 74, "example.com/oms/common/broker.HandleRetry"}}
	topology := []Declaration{
		{Broker: RabbitMQ, Kind: Exchange, Name: exact("order.created"), Type: "direct", Position: Position{"common/broker/rabbitmq.go", 29}},
		{Broker: RabbitMQ, Kind: Exchange, Name: exact("order.paid"), Type: "fanout", Position: Position{"common/broker/rabbitmq.go", 34}},
		{Broker: RabbitMQ, Kind: Exchange, Name: exact("dlx_main"), Type: "fanout", Position: Position{"common/broker/rabbitmq.go", 104}},
		{Broker: RabbitMQ, Kind: Queue, Name: exact("order.created"), Settings: map[string]string{"durable": "true"},
			DeadLetter: exact("dlx_main"), Position: Position{"orders/grpc_handler.go", 40}},
		{Broker: RabbitMQ, Kind: Queue, Name: exact("dlq_main"), Settings: map[string]string{"durable": "true"}, Position: Position{"common/broker/rabbitmq.go", 130}},
	}
	dead := BindingFact{Broker: RabbitMQ, Source: exact("dlx_main"), Target: exact("dlq_main"), TargetKind: Queue, Position: Position{"common/broker/rabbitmq.go", 118}}
	bound := func(file string, line int) BindingFact {
		return BindingFact{Broker: RabbitMQ, Source: exact("order.paid"), Target: own, TargetKind: Queue, Position: Position{file, line}}
	}

	placed := EndpointFact{
		Direction: Publish, Broker: RabbitMQ, Client: client, Channel: exact("order.created"), RoutingKey: exact("order.created"),
		Event: order, Function: "example.com/oms/orders.(*grpcHandler).CreateOrder", Mode: Async,
		Trace: []Frame{{"orders/grpc_handler.go", 67, "example.com/oms/orders.(*grpcHandler).CreateOrder"}},
	}
	paid := EndpointFact{
		Direction: Publish, Broker: RabbitMQ, Client: client, Channel: exact("order.paid"), Exchange: exact("order.paid"),
		Event: order, Function: "example.com/oms/payments.(*PaymentHTTPHandler).handle", Mode: Async,
		Trace: []Frame{{"payments/http_handler.go", 89, "example.com/oms/payments.(*PaymentHTTPHandler).handle"}},
	}
	react := func(c EndpointFact, to ...int) EndpointFact { c.Reactions = to; return c }
	orders := listen("orders", 34, own)
	stock := listen("stock", 43, own)
	stock.Event = Event{}
	return []Facts{
		program("orders", Facts{
			Endpoints:    []EndpointFact{placed, react(orders, 2, 3), retry, again},
			Declarations: topology,
			Bindings:     []BindingFact{bound("orders/amqp_consumer.go", 29), dead},
		}),
		program("payments", Facts{
			Endpoints:    []EndpointFact{retry, again, paid, react(listen("payments", 29, exact("order.created")), 0, 1)},
			Declarations: topology,
			Bindings:     []BindingFact{dead},
		}),
		program("kitchen", Facts{
			Endpoints:    []EndpointFact{react(listen("kitchen", 49, own), 1, 2), retry, again},
			Declarations: topology,
			Bindings:     []BindingFact{bound("kitchen/amqp_consumer.go", 38), dead},
		}),
		program("stock", Facts{
			Endpoints: []EndpointFact{stock},
			Bindings:  []BindingFact{bound("stock/amqp_consumer.go", 32)},
		}),
		program("gateway", Facts{}),
	}
}

func TestAssembleGolden(t *testing.T) {
	d := Assemble(orderManagement()...)
	got := encoded(t, d)
	golden := filepath.Join("testdata", "order-management.golden.json")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	flows := []string{
		"orders -order.created-> payments",
		"payments -order.paid-> kitchen",
		"payments -order.paid-> orders",
		"payments -order.paid-> stock",
	}
	if diff := cmp.Diff(flows, drawn(d)); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
}

// The order in which facts were found must not show, nor must the inputs change.
func TestAssembleIsDeterministic(t *testing.T) {
	want := encoded(t, Assemble(orderManagement()...))
	random := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		programs := orderManagement()
		for i := range programs {
			shuffle(random, &programs[i])
		}
		random.Shuffle(len(programs), func(i, j int) { programs[i], programs[j] = programs[j], programs[i] })
		for range 2 {
			if got := encoded(t, Assemble(programs...)); got != want {
				t.Fatalf("shuffled facts (-want +got):\n%s", cmp.Diff(want, got))
			}
		}
	}
}

func shuffle(random *rand.Rand, f *Facts) {
	order := random.Perm(len(f.Endpoints))
	endpoints := make([]EndpointFact, len(order))
	for to, from := range order {
		endpoints[to] = f.Endpoints[from]
		endpoints[to].Reactions = list(f.Endpoints[from].Reactions, func(r int) int { return slices.Index(order, r) })
	}
	f.Endpoints = endpoints
	f.Declarations, f.Bindings = slices.Clone(f.Declarations), slices.Clone(f.Bindings)
	random.Shuffle(len(f.Declarations), func(i, j int) { f.Declarations[i], f.Declarations[j] = f.Declarations[j], f.Declarations[i] })
	random.Shuffle(len(f.Bindings), func(i, j int) { f.Bindings[i], f.Bindings[j] = f.Bindings[j], f.Bindings[i] })
}

func TestAssembleNothing(t *testing.T) {
	const want = `{
  "schema": "flowvet/graph/v1",
  "modules": [],
  "services": [],
  "channels": [],
  "endpoints": [],
  "flows": []
}
`
	if got := encoded(t, Assemble()); got != want {
		t.Errorf("got %s", got)
	}
}

// summary is what the tests below compare of an endpoint.
type summary struct {
	Channel, Handler, Group string
	Services                []string
}

func summaries(d *Document) []summary {
	return list(d.Endpoints, func(e Endpoint) summary { return summary{e.Channel, e.Handler, e.Group, e.Services} })
}

func TestJoin(t *testing.T) {
	at := func(f EndpointFact, frames ...Frame) EndpointFact { f.Trace = frames; return f }
	call := Frame{"lib/bus.go", 10, "lib.Send"}
	client := Frame{"lib/kafka.go", 20, "lib.write"}
	handled := func(f EndpointFact, handler, group string) EndpointFact {
		f.Handler, f.Group = handler, Name{Text: group}
		return at(f, call)
	}
	tests := []struct {
		name  string
		facts []EndpointFact
		want  []summary
	}{
		{
			"one call of two services",
			[]EndpointFact{at(publish(Kafka, "a t"), call, client), at(publish(Kafka, "b t"), call, client)},
			[]summary{{"kafka:t", "", "", []string{"a", "b"}}},
		},
		{
			"one call with two channels",
			[]EndpointFact{at(publish(Kafka, "a t"), call), at(publish(Kafka, "a u"), call)},
			[]summary{{"kafka:t", "", "", []string{"a"}}, {"kafka:u", "", "", []string{"a"}}},
		},
		{
			"two calls",
			[]EndpointFact{at(publish(Kafka, "a t"), call, client), at(publish(Kafka, "a t"), Frame{"lib/bus.go", 11, "lib.Send"}, client)},
			[]summary{{"kafka:t", "", "", []string{"a"}}, {"kafka:t", "", "", []string{"a"}}},
		},
		{
			"handlers that differ",
			[]EndpointFact{handled(consume(Kafka, "a t"), "h1", "g"), handled(consume(Kafka, "b t"), "h2", "g"), handled(consume(Kafka, "c t"), "h2", "g")},
			[]summary{{"kafka:t", "h1", "g", []string{"a"}}, {"kafka:t", "h2", "g", []string{"b", "c"}}},
		},
		{
			"groups that differ",
			[]EndpointFact{handled(consume(Kafka, "a t"), "h", "g1"), handled(consume(Kafka, "b t"), "h", "g2")},
			[]summary{{"kafka:t", "h", "g1", []string{"a"}}, {"kafka:t", "h", "g2", []string{"b"}}},
		},
		{
			"a handler that one look did not find",
			[]EndpointFact{handled(consume(Kafka, "a t"), "", ""), handled(consume(Kafka, "a t"), "h", ""), handled(consume(Kafka, "b t"), "", "g")},
			[]summary{{"kafka:t", "h", "g", []string{"a", "b"}}},
		},
		{
			"library code that a service uses",
			[]EndpointFact{at(publish(Kafka, "a t"), call, client), at(publish(Kafka, " t"), client), at(publish(Kafka, " u"), client)},
			[]summary{{"kafka:t", "", "", []string{"a"}}, {"kafka:u", "", "", []string{}}},
		},
		{
			"library code that nobody uses",
			[]EndpointFact{at(consume(Kafka, " t"), client)},
			[]summary{{"kafka:t", "", "", []string{}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				if tt.facts[i].Services[0] == "" {
					tt.facts[i].Services = nil
				}
			}
			d := Assemble(system(Facts{Endpoints: tt.facts}))
			encoded(t, d)
			if diff := cmp.Diff(tt.want, summaries(d)); diff != "" {
				t.Errorf("endpoints (-want +got):\n%s", diff)
			}
		})
	}
}

func TestJoinKeepsTheBestInformation(t *testing.T) {
	poor := publish(Kafka, "a t")
	rich := publish(Kafka, "b t")
	poor.Trace, rich.Trace = []Frame{{"f.go", 1, "f"}}, []Frame{{"f.go", 1, "f"}, {"g.go", 2, "g"}}
	poor.Settings, rich.Settings = map[string]string{"acks": "1", "retries": "5"}, map[string]string{"acks": "all"}
	poor.Event = Event{Type: "x.Y"}
	rich.Event, rich.Key, rich.Mode = Event{Type: "a.B", Encoding: "json"}, "order.ID", Sync
	d := Assemble(system(Facts{Endpoints: []EndpointFact{poor, rich}}))
	if len(d.Endpoints) != 1 {
		t.Fatalf("%d endpoints, want 1", len(d.Endpoints))
	}
	got := d.Endpoints[0]
	got.ID = ""
	want := Endpoint{
		Direction: Publish, Broker: Kafka, Client: "example.com/client", Channel: "kafka:t", Services: []string{"a", "b"},
		Function: "f", Event: &Event{Type: "a.B", Encoding: "json"}, Key: "order.ID", Mode: Sync,
		Settings: map[string]string{"acks": "all", "retries": "5"},
		Trace:    []Frame{{"f.go", 1, "f"}, {"g.go", 2, "g"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("endpoint (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a.B", "x.Y"}, d.Channels[0].Events); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestEndpointIDsSurviveEditsAbove(t *testing.T) {
	document := func(offset int) *Document {
		var f Facts
		for i, line := range []string{"a t", "a t", "a u"} {
			p := publish(Kafka, line)
			p.Trace[0].Line = offset + i
			f.Endpoints = append(f.Endpoints, p)
		}
		return Assemble(system(f))
	}
	ids := func(d *Document) []string { return list(d.Endpoints, func(e Endpoint) string { return e.ID }) }
	before, after := document(10), document(25)
	if diff := cmp.Diff(ids(before), ids(after)); diff != "" {
		t.Errorf("ids changed with the lines:\n%s", diff)
	}
	if got := ids(before); got[0] == got[1] || got[1] == got[2] {
		t.Errorf("ids are not unique: %q", got)
	}
}

func TestServicesOfSeveralPrograms(t *testing.T) {
	// Two modules with the same path in two folders, and one module twice.
	one := Facts{
		Services:  []Service{{ID: "m", Package: "example.com/app", Dir: "one"}, {ID: "idle", Package: "example.com/idle", Dir: "idle"}},
		Endpoints: []EndpointFact{{Direction: Publish, Broker: Kafka, Channel: Name{Text: "t"}, Services: []string{"m"}}},
	}
	one.Services[0].ID = "example.com/app"
	one.Endpoints[0].Services = []string{"example.com/app"}
	two := Facts{
		Services:  []Service{{Package: "example.com/app", Dir: "two"}},
		Endpoints: []EndpointFact{{Direction: Consume, Broker: Kafka, Channel: Name{Text: "t"}, Services: []string{"example.com/app"}}},
	}
	d := Assemble(one, two, one)
	encoded(t, d)
	want := []Service{{"one", "example.com/app", "one"}, {"two", "example.com/app", "two"}}
	if diff := cmp.Diff(want, d.Services); diff != "" {
		t.Errorf("services (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"one -t-> two"}, drawn(d)); diff != "" {
		t.Errorf("flows (-want +got):\n%s", diff)
	}
}

func TestReactions(t *testing.T) {
	in, out, far := consume(Kafka, "a in"), publish(Kafka, "a out"), publish(Kafka, "a far")
	in.Reactions = []int{1, 2, 1, 0, 7, -1}
	d := Assemble(system(Facts{Endpoints: []EndpointFact{in, out, far, consume(Kafka, "a far")}}))
	encoded(t, d)
	channel := map[string]string{}
	for _, e := range d.Endpoints {
		channel[e.ID] = e.Channel
	}
	if len(d.Reactions) != 1 {
		t.Fatalf("%d reactions, want 1", len(d.Reactions))
	}
	got := list(d.Reactions[0].Publish, func(id string) string { return channel[id] })
	slices.Sort(got)
	if diff := cmp.Diff([]string{"kafka:far", "kafka:out"}, got); diff != "" || channel[d.Reactions[0].Consume] != "kafka:in" {
		t.Errorf("reaction of %s: %s", channel[d.Reactions[0].Consume], diff)
	}
}
