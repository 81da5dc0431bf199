package changes

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/compare"
	"github.com/flowvet/flowvet/render"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

func endpoint(id string, direction graph.Direction, service, channel, event, group string) graph.Endpoint {
	e := graph.Endpoint{
		ID: id, Direction: direction, Broker: graph.Kafka, Channel: channel, Services: []string{service}, Function: service + ".run", Group: group,
		Trace: []graph.Frame{{File: service + "/main.go", Line: 7}},
	}
	if event != "" {
		e.Event = &graph.Event{Type: "example.com/shop/events." + event}
	}
	return e
}

func payload(fields ...string) []graph.EventType {
	s := &graph.PayloadSchema{Type: "object", Properties: map[string]*graph.PayloadSchema{}}
	for _, f := range fields {
		name, typ, _ := strings.Cut(f, " ")
		s.Properties[name] = &graph.PayloadSchema{Type: typ}
	}
	return []graph.EventType{{Type: "example.com/shop/events.Order", Schema: s}}
}

// sample has something of every kind.
func sample() *compare.Result {
	hostile := "kafka:a`b|<script>\"\n#end"
	older := &graph.Document{
		Services: []graph.Service{{ID: "billing"}, {ID: "fraud"}, {ID: "mail"}, {ID: "orders"}, {ID: "shop"}},
		Channels: []graph.Channel{{ID: "kafka:created"}, {ID: "kafka:paid"}, {ID: "rabbitmq:x/k"}, {ID: "rabbitmq:q"}, {ID: hostile}},
		Endpoints: []graph.Endpoint{
			endpoint("p1", graph.Publish, "orders", "kafka:created", "Order", ""), endpoint("c1", graph.Consume, "billing", "kafka:created", "Order", "billing"),
			endpoint("p2", graph.Publish, "shop", "kafka:paid", "", ""), endpoint("c2", graph.Consume, "billing", "kafka:paid", "", "billing"),
			endpoint("p3", graph.Publish, "orders", "rabbitmq:x/k", "", ""), endpoint("c3", graph.Consume, "mail", "rabbitmq:q", "", ""),
			endpoint("c4", graph.Consume, "fraud", "kafka:created", "Order", "fraud"),
		},
		Bindings: []graph.Binding{{Source: "rabbitmq:x", Key: "k", Target: "rabbitmq:q"}},
		Flows: []graph.Flow{
			{From: "orders", Channel: "kafka:created", To: "billing", Publish: []string{"p1"}, Consume: []string{"c1"}},
			{From: "orders", Channel: "kafka:created", To: "fraud", Publish: []string{"p1"}, Consume: []string{"c4"}},
			{From: "shop", Channel: "kafka:paid", To: "billing", Publish: []string{"p2"}, Consume: []string{"c2"}},
			{From: "orders", Channel: "rabbitmq:x/k", To: "mail", Publish: []string{"p3"}, Consume: []string{"c3"}},
		},
		Events: payload("id string", "amount integer", "note string"),
	}
	newer := *older
	newer.Services = []graph.Service{{ID: "billing"}, {ID: "fraud"}, {ID: "mail"}, {ID: "orders"}, {ID: "refunds\x1b[31m"}}
	newer.Channels = []graph.Channel{{ID: "kafka:created", Settings: map[string]string{"partitions": "12"}}, {ID: "kafka:paid"}, {ID: "rabbitmq:x/k"}, {ID: "rabbitmq:q"}, {ID: "kafka:refunded"}}
	newer.Endpoints = append([]graph.Endpoint{
		older.Endpoints[0], older.Endpoints[1], older.Endpoints[3], older.Endpoints[4], older.Endpoints[5],
		endpoint("c4", graph.Consume, "fraud", "kafka:created", "Order", "fraud-v2"),
	}, endpoint("p5", graph.Publish, "refunds\x1b[31m", "kafka:refunded", "Refund", ""))
	newer.Bindings = nil
	newer.Flows = older.Flows[:2]
	newer.Events = payload("id string", "amount string", "currency string")
	return compare.Documents(older, &newer)
}

var writers = map[string]func(io.Writer, *compare.Result) error{"changes.txt": Text, "changes.md": Markdown, "changes.mmd": Mermaid, "changes.json": JSON}

func TestFormats(t *testing.T) {
	for file, write := range writers {
		for name, r := range map[string]*compare.Result{"": sample(), "no-": compare.Documents(&graph.Document{}, &graph.Document{})} {
			t.Run(name+file, func(t *testing.T) {
				var b bytes.Buffer
				if err := write(&b, r); err != nil {
					t.Fatal(err)
				}
				golden := filepath.Join("testdata", name+file)
				if *update {
					if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), b.String()); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		}
	}
}

// What is more than hosts draw is said in words, without the lines that stayed first.
func TestLargeDiagrams(t *testing.T) {
	r := &compare.Result{Changes: []compare.Change{{Op: compare.Added, Kind: compare.Flow, Name: "x"}}}
	for i := range 600 {
		r.Links = append(r.Links, compare.Link{From: "s", To: fmt.Sprintf("kafka:%d", i), Service: "s"})
	}
	r.Links[3].Op = compare.Added
	text, err := diagram(r)
	if err != nil || strings.Count(text, "-->") != 1 {
		t.Errorf("%d links are left, %v", strings.Count(text, "-->"), err)
	}
	for i := range r.Links {
		r.Links[i].Op = compare.Added
	}
	var size *render.SizeError
	if err := Mermaid(io.Discard, r); !errors.As(err, &size) || size.Edges != 600 {
		t.Errorf("error is %v", err)
	}
	var b bytes.Buffer
	if err := Markdown(&b, r); err != nil || !strings.Contains(b.String(), "Too much has changed for a diagram") || strings.Contains(b.String(), "```") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
