package graph

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// separate makes a document of the part of a system that some services are.
func separate(t testing.TB, facts Facts, mine func(service string) bool) *Document {
	t.Helper()
	kept := map[string]bool{}
	var f Facts
	for _, s := range facts.Services {
		if mine(s.Dir) {
			kept[s.ID] = true
			f.Services = append(f.Services, s)
			f.Modules = append(f.Modules, Module{Path: s.Dir, Dir: s.Dir})
		}
	}
	all := func(services []string) bool {
		return !slices.ContainsFunc(services, func(s string) bool { return !kept[s] })
	}
	index := map[int]int{}
	for i, e := range facts.Endpoints {
		if all(e.Services) {
			index[i] = len(f.Endpoints)
			f.Endpoints = append(f.Endpoints, e)
		}
	}
	for i := range f.Endpoints {
		f.Endpoints[i].Reactions = nil
	}
	f.Declarations = only(facts.Declarations, func(d Declaration) bool { return all(d.Services) })
	f.Bindings = only(facts.Bindings, func(b BindingFact) bool { return all(b.Services) })
	return Assemble(f)
}

func flowLines(d *Document) []string {
	return list(d.Flows, func(f Flow) string { return fmt.Sprint(f) })
}

// What is joined from documents of single services has the flows of the whole.
func TestUnionOfPartsIsTheWhole(t *testing.T) {
	facts := largeSystem(60)
	facts.Declarations = append(facts.Declarations, Declaration{
		Broker: NATS, Kind: Stream, Name: Name{Text: "S"}, Subjects: []Name{{Text: "d0.>"}}, Services: []string{"example.com/svc1"}, Position: Position{"svc1/main.go", 4},
	})
	for i := range facts.Endpoints {
		facts.Endpoints[i].Reactions = nil
	}
	want := separate(t, facts, func(string) bool { return true })
	u := NewUnion()
	for _, s := range facts.Services {
		u.Add(s.Dir, separate(t, facts, func(dir string) bool { return dir == s.Dir }))
	}
	got, conflicts := u.Document()
	if len(conflicts) > 0 {
		t.Errorf("%+v", conflicts)
	}
	checkReferences(t, got)
	if diff := cmp.Diff(flowLines(want), flowLines(got)); diff != "" {
		t.Errorf("flows: -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(list(want.Endpoints, func(e Endpoint) string { return e.ID }), list(got.Endpoints, func(e Endpoint) string { return e.ID })); diff != "" {
		t.Errorf("endpoints: -want +got:\n%s", diff)
	}
	if len(want.Flows) < 60 {
		t.Errorf("only %d flows", len(want.Flows))
	}
}

// decoded is a copy.
func decoded(t testing.TB, d *Document) *Document {
	t.Helper()
	out, err := Decode(strings.NewReader(encoded(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestUnionOfUnionsIsTheSame(t *testing.T) {
	facts := largeSystem(9)
	part := func(n int) *Document {
		return separate(t, facts, func(dir string) bool { return strings.HasSuffix(dir, fmt.Sprint(n)) })
	}
	join := func(docs ...*Document) *Document {
		u := NewUnion()
		for i, d := range docs {
			u.Add(fmt.Sprint(i), decoded(t, d))
		}
		d, _ := u.Document()
		return d
	}
	all := encoded(t, join(part(1), part(2), part(3)))
	if diff := cmp.Diff(all, encoded(t, join(join(part(1), part(2)), part(3)))); diff != "" {
		t.Errorf("in two steps: %s", diff)
	}
	if diff := cmp.Diff(all, encoded(t, join(part(3), part(1), part(2), part(1)))); diff != "" {
		t.Errorf("in another order, one of them twice: %s", diff)
	}
}

// A consumer of a whole stream gets the subjects that another repository declares.
func TestUnionKnowsStreamsOfOthers(t *testing.T) {
	consumer := consume(NATS, "billing ")
	consumer.Channel, consumer.Stream = Name{}, Name{Text: "ORDERS"}
	publisher := publish(NATS, "orders orders.created")
	stream := Declaration{Broker: NATS, Kind: Stream, Name: Name{Text: "ORDERS"}, Subjects: []Name{{Text: "orders.>"}}, Services: []string{"orders"}, Position: Position{"orders/main.go", 3}}
	u := NewUnion()
	u.Add("a", Assemble(system(Facts{Endpoints: []EndpointFact{consumer}})))
	u.Add("b", Assemble(system(Facts{Endpoints: []EndpointFact{publisher}, Declarations: []Declaration{stream}})))
	d, _ := u.Document()
	if diff := cmp.Diff([]string{"orders -orders.created-> billing"}, drawn(d)); diff != "" {
		t.Error(diff)
	}
}

func TestUnionQualifiesPaths(t *testing.T) {
	d := &Document{
		Modules:  []Module{{Path: "example.com/shop", Dir: "."}, {Path: "example.com/shop/tools", Dir: "tools"}},
		Channels: []Channel{{ID: "rabbitmq:{q.Name}@tools/a.go", Broker: RabbitMQ, Name: "{q.Name}", Kind: Queue, Resolution: Symbolic, Declared: []Position{{"a.go", 1}}}},
		Endpoints: []Endpoint{{ID: "c1", Direction: Consume, Channel: "rabbitmq:{q.Name}@tools/a.go", Trace: []Frame{{File: "tools/a.go", Line: 1}, {File: "toolsmith/b.go"}},
			Provenance: []Step{{Kind: "literal"}, {File: "../up.yaml"}}}},
	}
	u := NewUnion()
	u.Add("shop", d)
	got, _ := u.Document()
	e := got.Endpoints[0]
	files := []string{got.Channels[0].ID, e.Channel, got.Channels[0].Declared[0].File, e.Trace[0].File, e.Trace[1].File, e.Provenance[0].File, e.Provenance[1].File}
	want := []string{
		"rabbitmq:{q.Name}@example.com/shop/tools/a.go", "rabbitmq:{q.Name}@example.com/shop/tools/a.go", "example.com/shop/a.go",
		"example.com/shop/tools/a.go", "example.com/shop/toolsmith/b.go", "", "shop/../up.yaml",
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Error(diff)
	}
}

func TestUnionReportsConflicts(t *testing.T) {
	doc := func(pkg, kind, partitions, typ string) *Document {
		return &Document{
			Modules:      []Module{{Path: pkg, Dir: "."}},
			Services:     []Service{{ID: "orders", Package: pkg, Dir: "."}},
			Channels:     []Channel{{ID: "kafka:a", Broker: Kafka, Name: "a", Kind: Kind(kind), Resolution: Exact, Settings: map[string]string{"partitions": partitions}}},
			Endpoints:    []Endpoint{{ID: "p1", Direction: Publish, Broker: Kafka, Channel: "kafka:a", Services: []string{"orders"}, Function: "main.main", Trace: []Frame{{File: "main.go"}}}},
			Stores:       []Store{{ID: "redis:orders", Access: []Access{{Service: "orders"}}}},
			Integrations: []Integration{{ID: "cron:orders:x", Kind: Cron, Service: "orders", Name: "x", Publish: []string{"p1"}, Stores: []string{"redis:orders"}}},
			Events:       []EventType{{Type: "E", Schema: &PayloadSchema{Type: typ}}},
		}
	}
	u := NewUnion()
	u.Add("one.json", doc("example.com/one", "topic", "3", "object"))
	u.Add("two.json", doc("example.com/two", "queue", "12", "string"))
	d, conflicts := u.Document()
	want := []Conflict{
		{"service", "orders", "package", "example.com/one", "example.com/two", "one.json", "two.json"},
		{"channel", "kafka:a", "kind", "topic", "queue", "one.json", "two.json"},
		{"channel", "kafka:a", "partitions", "3", "12", "one.json", "two.json"},
		{"event", "E", "schema", `{"type":"object"}`, `{"type":"string"}`, "one.json", "two.json"},
	}
	if diff := cmp.Diff(want, conflicts); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	checkReferences(t, d)
	if d.Services[1].ID != "orders@example.com/two" || len(d.Endpoints) != 2 || d.Channels[0].Kind != "topic" || d.Channels[0].Settings["partitions"] != "3" {
		t.Errorf("%s", encoded(t, d))
	}
	second := d.Integrations[1]
	if second.ID != "cron:orders@example.com/two:x" || second.Stores[0] != "redis:orders@example.com/two" || second.Publish[0] == "p1" {
		t.Errorf("%+v", second)
	}
}

// repositories are graph files of one service with some endpoints each.
func repositories(b testing.TB, n, endpoints int) [][]byte {
	var out [][]byte
	for i := range n {
		service := fmt.Sprintf("svc%d", i)
		f := Facts{Modules: []Module{{Path: "example.com/" + service, Dir: "."}}, Services: []Service{{ID: service, Package: "example.com/" + service, Dir: "."}}}
		for k := range endpoints {
			e := publish(Kafka, fmt.Sprintf("%s %s.t%d", service, service, k))
			if k%2 == 1 {
				e = consume(Kafka, fmt.Sprintf("%s svc%d.t%d", service, (i+k)%n, k-1))
			}
			e.Trace = []Frame{
				{File: "internal/app/service.go", Line: k + 1, Function: fmt.Sprintf("example.com/%s/internal/app.(*Service).Do%d", service, k)},
				{File: "internal/bus/kafka.go", Line: 40, Function: fmt.Sprintf("example.com/%s/internal/bus.(*Bus).Send", service)},
			}
			e.Event = Event{Type: fmt.Sprintf("example.com/%s/events.E%d", service, k), Encoding: "json"}
			e.Provenance = []Step{{Kind: "config", File: "config.yaml", Line: k, Text: "topics.t"}, {Kind: "config-file", File: "config.yaml", Line: k, Text: service}}
			f.Endpoints = append(f.Endpoints, e)
		}
		out = append(out, []byte(encoded(b, Assemble(f))))
	}
	return out
}

func BenchmarkUnion(b *testing.B) {
	files := repositories(b, 1000, 200)
	size := 0
	for _, f := range files {
		size += len(f)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		u := NewUnion()
		for i, f := range files {
			d, err := Decode(bytes.NewReader(f))
			if err != nil {
				b.Fatal(err)
			}
			u.Add(fmt.Sprint(i), d)
		}
		d, _ := u.Document()
		if len(d.Endpoints) != 200_000 || len(d.Flows) < 90_000 {
			b.Fatalf("%d endpoints, %d flows", len(d.Endpoints), len(d.Flows))
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc-uint64(size))/(1<<20), "MiB-live")
		runtime.KeepAlive(d)
	}
}
