package compare

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/google/go-cmp/cmp"
)

// system is a document from lines such as
//
//	orders pub kafka:order.created OrderCreated fn=Place key=id
//	billing sub kafka:order.created OrderCreated group=billing
//	bind rabbitmq:events order.* rabbitmq:mailer
//	flow orders kafka:a billing kafka:b   where the consumer's channel is another
//	type OrderCreated {"type":"object"}
//
// Flows between equal channels follow from the endpoints.
func system(t *testing.T, lines string) *graph.Document {
	t.Helper()
	b := builder{t: t, doc: &graph.Document{Schema: graph.Schema}, services: map[string]bool{}, channels: map[string]bool{}}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		b.add(strings.Fields(line))
	}
	b.flows()
	return b.doc
}

type builder struct {
	t                  *testing.T
	doc                *graph.Document
	services, channels map[string]bool
}

func (b *builder) add(f []string) {
	if len(f) == 0 {
		return
	}
	switch f[0] {
	case "bind":
		b.channel(f[1])
		b.channel(f[3])
		b.doc.Bindings = append(b.doc.Bindings, graph.Binding{Broker: "rabbitmq", Source: f[1], Key: f[2], Target: f[3]})
		return
	case "flow":
		b.flow(f[1], f[2], f[3], f[4])
		return
	case "channel":
		b.channel(f[1])
		c := &b.doc.Channels[slices.IndexFunc(b.doc.Channels, func(c graph.Channel) bool { return c.ID == f[1] })]
		c.Settings = map[string]string{}
		for _, s := range f[2:] {
			k, v, _ := strings.Cut(s, "=")
			c.Settings[k] = v
		}
		return
	case "type":
		e := graph.EventType{Type: f[1]}
		if err := json.Unmarshal([]byte(strings.Join(f[2:], " ")), &e.Schema); err != nil {
			b.t.Fatal(err)
		}
		b.doc.Events = append(b.doc.Events, e)
		return
	}
	b.endpoint(f)
}

func (b *builder) endpoint(f []string) {
	if !b.services[f[0]] {
		b.services[f[0]] = true
		b.doc.Services = append(b.doc.Services, graph.Service{ID: f[0]})
	}
	b.channel(f[2])
	broker, _, _ := strings.Cut(f[2], ":")
	e := graph.Endpoint{
		ID: fmt.Sprintf("e%d", len(b.doc.Endpoints)), Direction: graph.Publish, Broker: broker, Channel: f[2], Services: []string{f[0]},
		Trace: []graph.Frame{{File: f[0] + ".go", Line: len(b.doc.Endpoints) + 1}},
	}
	if f[1] == "sub" {
		e.Direction = graph.Consume
	}
	for _, option := range f[3:] {
		key, value, ok := strings.Cut(option, "=")
		switch {
		case !ok:
			e.Event = &graph.Event{Type: option}
		case key == "fn":
			e.Function = value
		case key == "group":
			e.Group = value
		case key == "key":
			e.Key = value
		}
	}
	b.doc.Endpoints = append(b.doc.Endpoints, e)
}

func (b *builder) channel(id string) {
	if b.channels[id] {
		return
	}
	b.channels[id] = true
	broker, name, _ := strings.Cut(id, ":")
	b.doc.Channels = append(b.doc.Channels, graph.Channel{ID: id, Broker: broker, Name: name, Resolution: graph.Exact})
}

func (b *builder) flow(from, channel, to, arrival string) {
	f := graph.Flow{From: from, Channel: channel, To: to}
	for _, e := range b.doc.Endpoints {
		switch {
		case e.Direction == graph.Publish && e.Services[0] == from && e.Channel == channel:
			f.Publish = append(f.Publish, e.ID)
		case e.Direction == graph.Consume && e.Services[0] == to && e.Channel == arrival:
			f.Consume = append(f.Consume, e.ID)
		}
	}
	b.doc.Flows = append(b.doc.Flows, f)
}

func (b *builder) flows() {
	done := map[flow]bool{}
	for _, p := range b.doc.Endpoints {
		for _, c := range b.doc.Endpoints {
			key := flow{p.Services[0], p.Channel, c.Services[0]}
			if p.Direction == graph.Publish && c.Direction == graph.Consume && p.Channel == c.Channel && !done[key] {
				done[key] = true
				b.flow(key.from, key.channel, key.to, key.channel)
			}
		}
	}
}

// said is a result in short: one line for each break and change.
func said(r *Result) []string {
	var out []string
	fields := func(list []Field) string {
		var b strings.Builder
		for _, f := range list {
			fmt.Fprintf(&b, " [%s: %s => %s]", f.Name, f.Old, f.New)
		}
		return b.String()
	}
	for _, b := range r.Breaks {
		line := fmt.Sprintf("! %s %s %v by %v %s%s", b.Rule, b.Channel, b.Breaks, b.By, b.Event, fields(b.Detail))
		out = append(out, strings.TrimSpace(strings.Replace(line, "  ", " ", 1)))
	}
	for _, c := range r.Changes {
		out = append(out, fmt.Sprintf("%s %s %s%s", c.Op, c.Kind, c.Name, fields(c.Fields)))
	}
	return out
}

const (
	money  = `{"type":"object","properties":{"id":{"type":"string"},"amount":{"type":"integer"},"lines":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string"}}}}},"required":["id"]}`
	noSKU  = `{"type":"object","properties":{"id":{"type":"string"},"amount":{"type":"integer"},"lines":{"type":"array","items":{"type":"object"}}},"required":["id"]}`
	noLine = `{"type":"object","properties":{"id":{"type":"string"},"amount":{"type":"integer"}},"required":["id"]}`
	text   = `{"type":"object","properties":{"id":{"type":"string"},"amount":{"type":"string"},"lines":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string"}}}}}}`
	onlyID = `{"type":"object","properties":{"id":{"type":"string"}}}`
)

const pubSub = "orders pub kafka:a T fn=f\nbilling sub kafka:a T fn=g group=billing\n"

func TestChanges(t *testing.T) {
	tests := map[string]struct {
		older, newer string
		want         []string
	}{
		"nothing": {pubSub, pubSub, nil},
		"a service before what has only moved": {pubSub, "x pub kafka:z\n" + pubSub, []string{
			"added service x", "added channel kafka:z", "added publisher x kafka:z"}},
		"functions that have another name": {pubSub, strings.NewReplacer("fn=f", "fn=f2", "fn=g", "fn=g2").Replace(pubSub), nil},
		"a service that is gone": {pubSub, "orders pub kafka:a T fn=f", []string{
			"removed service billing", "removed consumer billing kafka:a", "removed flow orders -> kafka:a -> billing"}},
		"a producer that is gone": {pubSub, "billing sub kafka:a T fn=g group=billing", []string{
			"! no-producer kafka:a [billing] by [orders]",
			"removed service orders", "removed publisher orders kafka:a", "removed flow orders -> kafka:a -> billing"}},
		"one of two producers": {pubSub + "shop pub kafka:a T", pubSub, []string{
			"removed service shop", "removed publisher shop kafka:a", "removed flow shop -> kafka:a -> billing"}},
		"a channel that the producer calls by another name": {pubSub, strings.Replace(pubSub, "orders pub kafka:a", "orders pub kafka:b", 1), []string{
			"! no-producer kafka:a [billing] by [orders]",
			"added channel kafka:b", "changed publisher orders kafka:b [channel: kafka:a => kafka:b]", "removed flow orders -> kafka:a -> billing"}},
		"a channel that the consumer calls by another name": {pubSub, strings.Replace(pubSub, "billing sub kafka:a", "billing sub kafka:b", 1), []string{
			"! no-producer kafka:b [billing] by [billing]",
			"added channel kafka:b", "changed consumer billing kafka:b [channel: kafka:a => kafka:b]", "removed flow orders -> kafka:a -> billing"}},
		"a channel that both call by another name": {pubSub, strings.ReplaceAll(pubSub, "kafka:a", "kafka:b"), []string{
			"added channel kafka:b", "removed channel kafka:a",
			"changed publisher orders kafka:b [channel: kafka:a => kafka:b]", "changed consumer billing kafka:b [channel: kafka:a => kafka:b]",
			"added flow orders -> kafka:b -> billing", "removed flow orders -> kafka:a -> billing"}},
		"a group": {pubSub, strings.Replace(pubSub, "group=billing", "group=billing-v2", 1), []string{
			"! group-renamed kafka:a [billing] by [billing] [group: billing => billing-v2]",
			"changed consumer billing kafka:a [group: billing => billing-v2]"}},
		"a group where there was none": {strings.Replace(pubSub, "group=billing", "", 1), pubSub, []string{
			"changed consumer billing kafka:a [group:  => billing]"}},
		"a key and a setting": {pubSub + "channel kafka:a partitions=3", strings.Replace(pubSub, "fn=f", "fn=f key=id", 1) + "channel kafka:a partitions=12", []string{
			"changed channel kafka:a [partitions: 3 => 12]", "changed publisher orders kafka:a [key:  => id]"}},
		"a binding": {
			"orders pub rabbitmq:x/a\nmail sub rabbitmq:q\nbind rabbitmq:x a.* rabbitmq:q\nflow orders rabbitmq:x/a mail rabbitmq:q",
			"orders pub rabbitmq:x/a\nmail sub rabbitmq:q\nbind rabbitmq:x b.* rabbitmq:q",
			[]string{
				"! route-lost rabbitmq:q [mail] by [orders] [binding: rabbitmq:x -a.*-> rabbitmq:q => ]",
				"added binding rabbitmq:x -b.*-> rabbitmq:q", "removed binding rabbitmq:x -a.*-> rabbitmq:q",
				"removed flow orders -> rabbitmq:x/a -> mail"}},
		"two consumers of one function": {
			"a sub kafka:t fn=f group=one\na sub kafka:t fn=f group=two", "a sub kafka:t fn=f group=two",
			[]string{"removed consumer a kafka:t"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := said(Documents(system(t, test.older), system(t, test.newer)))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestPayloads(t *testing.T) {
	own := strings.Replace(pubSub, "billing sub kafka:a T", "billing sub kafka:a Mine", 1)
	tests := map[string]struct {
		older, newer string
		want         []string
	}{
		"a field is gone": {pubSub + "type T " + money, pubSub + "type T " + noSKU, []string{
			"! field-removed kafka:a [billing] by [orders] T [lines[].sku: string => ]", "changed payload T [lines[].sku: string => ]"}},
		"with all that was in it": {pubSub + "type T " + money, pubSub + "type T " + noLine, []string{
			"! field-removed kafka:a [billing] by [orders] T [lines: array => ]", "changed payload T [lines: array => ]"}},
		"a field is another": {pubSub + "type T " + money, pubSub + "type T " + text, []string{
			"! field-retyped kafka:a [billing] by [orders] T [amount: integer => string]",
			"changed payload T [amount: integer => string] [id: always there => optional]"}},
		"a field more": {pubSub + "type T " + noLine, pubSub + "type T " + money, []string{
			"changed payload T [lines:  => array]"}},
		"nobody reads it": {own + "type T " + money + "\ntype Mine " + onlyID, own + "type T " + noLine + "\ntype Mine " + onlyID, []string{
			"changed payload T [lines: array => ]"}},
		"a type of one's own reads it": {own + "type T " + money + "\ntype Mine " + noLine, own + "type T " + text + "\ntype Mine " + noLine, []string{
			"! field-retyped kafka:a [billing] by [orders] T [amount: integer => string]",
			"changed payload T [amount: integer => string] [id: always there => optional]"}},
		"a type with another name": {pubSub + "type T " + money, strings.ReplaceAll(pubSub, " T ", " U ") + "type U " + noLine, []string{
			"! field-removed kafka:a [billing] by [orders] U [lines: array => ]",
			"changed publisher orders kafka:a [event: T => U]", "changed consumer billing kafka:a [event: T => U]",
			"changed payload U [lines: array => ]"}},
		"what is not known is not compared": {pubSub + "type T " + money, pubSub, nil},
		"recursion": {
			pubSub + `type T {"$ref":"#/definitions/N","definitions":{"N":{"type":"object","properties":{"next":{"$ref":"#/definitions/N"},"v":{"type":"string"}}}}}`,
			pubSub + `type T {"$ref":"#/definitions/N","definitions":{"N":{"type":"object","properties":{"next":{"$ref":"#/definitions/N"}}}}}`,
			[]string{"! field-removed kafka:a [billing] by [orders] T [v: string => ]", "changed payload T [v: string => ]"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := said(Documents(system(t, test.older), system(t, test.newer)))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A schema whose definitions double at every step is not read to its end.
func TestHostileSchemasAreBounded(t *testing.T) {
	s := &graph.PayloadSchema{Ref: "#/definitions/d0", Defs: map[string]*graph.PayloadSchema{}}
	for i := range 60 {
		next := &graph.PayloadSchema{Ref: fmt.Sprintf("#/definitions/d%d", i+1)}
		s.Defs[fmt.Sprintf("d%d", i)] = &graph.PayloadSchema{Type: "object", Properties: map[string]*graph.PayloadSchema{"a": next, "b": next, "none": nil}}
	}
	if n := len(flatten(s)); n != maxFields {
		t.Errorf("%d fields", n)
	}
}

func TestLinksAreThoseAroundWhatChanged(t *testing.T) {
	older := system(t, pubSub+"orders pub kafka:other\nmail sub kafka:other")
	newer := system(t, pubSub+"orders pub kafka:other\nmail sub kafka:other\nfraud sub kafka:a T")
	want := []Link{
		{"kafka:a", "billing", "billing", ""}, {"kafka:a", "fraud", "fraud", Added}, {"orders", "kafka:a", "orders", ""},
	}
	if diff := cmp.Diff(want, Documents(older, newer).Links); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func BenchmarkDocuments(b *testing.B) {
	facts := func(edit int) *graph.Document {
		var f graph.Facts
		for i := range 10_000 {
			service := fmt.Sprintf("svc%d", i)
			f.Services = append(f.Services, graph.Service{ID: service, Package: "example.com/" + service, Dir: service})
			for n := range 5 {
				e := graph.EndpointFact{
					Direction: graph.Publish, Broker: graph.Kafka, Channel: graph.Name{Text: fmt.Sprintf("t%d.%d", i, n)},
					Services: []string{service}, Function: fmt.Sprintf("f%d", n), Event: graph.Event{Type: fmt.Sprintf("E%d", i)},
					Trace: []graph.Frame{{File: service + ".go", Line: n + 1, Function: fmt.Sprintf("f%d", n)}},
				}
				if n > 0 {
					e.Direction, e.Channel.Text = graph.Consume, fmt.Sprintf("t%d.0", (i+n+edit*(i%10/9))%10_000)
				}
				f.Endpoints = append(f.Endpoints, e)
			}
		}
		return graph.Assemble(f)
	}
	older, newer := facts(0), facts(7)
	b.ReportAllocs()
	for b.Loop() {
		if Documents(older, newer).Empty() {
			b.Fatal("nothing has changed")
		}
	}
}
