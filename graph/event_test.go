package graph

import "testing"

func TestVersionsComeFromNames(t *testing.T) {
	modules := []Module{{Path: "example.com/shop/v2"}}
	for name, want := range map[string]string{
		"example.com/events.OrderCreatedV2":            "2",
		"[]example.com/events.OrderCreatedV12":         "12",
		"example.com/events/v3.OrderCreated":           "3",
		"example.com/eventsv1.OrderCreatedV2":          "2",
		"example.com/eventsv1.OrderCreated":            "1",
		"example.com/shop/v2.OrderCreated":             "", // the module's
		"example.com/shop/v2/events.OrderCreated":      "",
		"example.com/events.IPV4":                      "", // no word before it
		"example.com/events.Envelope[example.com/a.B]": "",
		"OrderCreated": "",
	} {
		if got := versionOfType(name, modules); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, c := range []struct {
		want  string
		names []string
	}{
		{"2", []string{"orders.v2.created"}},
		{"1", []string{"V1/orders"}},
		{"1", []string{"orders-v1", "orders"}},
		{"", []string{"orders.v1", "orders.v2"}},
		{"", []string{"orders.dev2.created"}},
	} {
		if got := versionOfChannels(c.names); got != c.want {
			t.Errorf("%v: %q, want %q", c.names, got, c.want)
		}
	}
}

func TestEventTypesAreThoseOfEndpoints(t *testing.T) {
	order := &PayloadSchema{Type: "object"}
	facts := func(version string) Facts {
		return Facts{
			Services: []Service{{Package: "example.com/a", Dir: "a"}},
			Endpoints: []EndpointFact{{
				Direction: Publish, Broker: Kafka, Kind: Topic, Channel: Name{Text: "orders.v4", Resolution: Exact}, Services: []string{"example.com/a"},
				Event: Event{Type: "example.com/e.Order"}, Trace: []Frame{{File: "a.go", Line: 1, Function: "f"}},
			}},
			Events: []EventType{{Type: "example.com/e.Order", Version: version, Schema: order}, {Type: "example.com/e.Unused"}},
		}
	}
	for range 2 {
		doc := Assemble(facts("1"), facts(""))
		if len(doc.Events) != 1 || doc.Events[0].Version != "4" || doc.Events[0].Schema != order {
			t.Errorf("%+v", doc.Events)
		}
	}
}
