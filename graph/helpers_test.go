package graph

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// fact returns an endpoint of one service, written "service channel", with a
// trace of its own.
func fact(direction Direction, broker, line string) EndpointFact {
	service, channel, _ := strings.Cut(line, " ")
	f := EndpointFact{
		Direction: direction,
		Broker:    broker,
		Client:    "example.com/client",
		Channel:   Name{Text: channel},
		Services:  []string{service},
		Trace:     []Frame{{File: service + "/main.go", Line: 10, Function: "example.com/" + service + ".main"}},
	}
	if broker == RabbitMQ && direction == Publish {
		if exchange, key, ok := strings.Cut(channel, "/"); ok {
			f.Exchange, f.RoutingKey = Name{Text: exchange}, Name{Text: key}
		}
	}
	return f
}

func publish(broker, line string) EndpointFact { return fact(Publish, broker, line) }
func consume(broker, line string) EndpointFact { return fact(Consume, broker, line) }

// bind returns a binding, written "service exchange key queue"; a target that
// starts with @ is an exchange. Empty keys are written as -.
func bind(line string) BindingFact {
	f := strings.Fields(line)
	b := BindingFact{
		Broker:     RabbitMQ,
		Source:     Name{Text: f[1]},
		Key:        Name{Text: strings.TrimPrefix(f[2], "-")},
		Target:     Name{Text: strings.TrimPrefix(f[3], "@")},
		TargetKind: Queue,
		Services:   []string{f[0]},
		Position:   Position{File: f[0] + "/main.go", Line: 5},
	}
	if strings.HasPrefix(f[3], "@") {
		b.TargetKind = Exchange
	}
	return b
}

func exchangeOf(name, kind string) Declaration {
	return Declaration{Broker: RabbitMQ, Kind: Exchange, Name: Name{Text: name}, Type: kind}
}

// system adds a service at the folder of its name for each that the facts name.
func system(f Facts) Facts {
	seen := map[string]bool{}
	add := func(names []string) {
		for _, n := range names {
			if !seen[n] {
				seen[n] = true
				f.Services = append(f.Services, Service{ID: "example.com/" + n, Package: "example.com/" + n, Dir: n})
			}
		}
	}
	qualify := func(names []string) []string {
		add(names)
		return list(names, func(n string) string { return "example.com/" + n })
	}
	for i := range f.Endpoints {
		f.Endpoints[i].Services = qualify(f.Endpoints[i].Services)
	}
	for i := range f.Bindings {
		f.Bindings[i].Services = qualify(f.Bindings[i].Services)
	}
	for i := range f.Declarations {
		f.Declarations[i].Services = qualify(f.Declarations[i].Services)
	}
	for i := range f.Stores {
		f.Stores[i].Services = qualify(f.Stores[i].Services)
	}
	for i := range f.Integrations {
		f.Integrations[i].Services = qualify(f.Integrations[i].Services)
	}
	return f
}

// drawn lists the flows of a document: "from -channel-> to".
func drawn(d *Document) []string {
	names := map[string]string{}
	for _, c := range d.Channels {
		names[c.ID] = c.Name
	}
	return list(d.Flows, func(f Flow) string { return fmt.Sprintf("%s -%s-> %s", f.From, names[f.Channel], f.To) })
}

// encoded returns the document's bytes, after a check of what every document
// promises.
func encoded(t testing.TB, d *Document) string {
	t.Helper()
	checkReferences(t, d)
	var b bytes.Buffer
	if err := d.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// checkReferences fails if an id is used twice or an id that is used is missing.
func checkReferences(t testing.TB, d *Document) {
	t.Helper()
	ids := func(kind string, list []string) map[string]bool {
		m := map[string]bool{}
		for _, id := range list {
			if m[id] {
				t.Errorf("%s %q is there twice", kind, id)
			}
			m[id] = true
		}
		return m
	}
	services := ids("service", list(d.Services, func(s Service) string { return s.ID }))
	channels := ids("channel", list(d.Channels, func(c Channel) string { return c.ID }))
	endpoints := ids("endpoint", list(d.Endpoints, func(e Endpoint) string { return e.ID }))
	need := func(known map[string]bool, kind string, ids ...string) {
		for _, id := range ids {
			if !known[id] {
				t.Errorf("%s %q is referred to but not there", kind, id)
			}
		}
	}
	for _, c := range d.Channels {
		if c.DeadLetter != "" {
			need(channels, "channel", c.DeadLetter)
		}
	}
	for _, e := range d.Endpoints {
		need(channels, "channel", e.Channel)
		need(services, "service", e.Services...)
	}
	for _, b := range d.Bindings {
		need(channels, "channel", b.Source, b.Target)
	}
	for _, f := range d.Flows {
		need(channels, "channel", f.Channel)
		need(services, "service", f.From, f.To)
		need(endpoints, "endpoint", f.Publish...)
		need(endpoints, "endpoint", f.Consume...)
	}
	for _, r := range d.Reactions {
		need(endpoints, "endpoint", r.Consume)
		need(endpoints, "endpoint", r.Publish...)
	}
}
