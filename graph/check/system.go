package check

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

type place = graph.Position

// system answers what rules ask of a document. It has only endpoints that a service
// reaches.
type system struct {
	doc       *graph.Document
	opt       Options
	channels  map[string]graph.Channel
	endpoints map[string]graph.Endpoint
	events    map[string]graph.EventType
	producers map[string][]graph.Endpoint // by id of channel
	consumers map[string][]graph.Endpoint
	fed       map[string]bool     // consuming endpoints that a flow leads to
	read      map[string]bool     // publishing endpoints that a flow starts from
	next      map[string][]string // consuming endpoints by the publishing one
	refused   map[string]bool     // publishing endpoints whose key no binding takes
	parked    map[string]bool     // channels that messages end in which nobody could handle
}

func newSystem(doc *graph.Document, opt Options) *system {
	s := &system{
		doc: doc, opt: opt,
		channels: map[string]graph.Channel{}, endpoints: map[string]graph.Endpoint{}, events: map[string]graph.EventType{},
		producers: map[string][]graph.Endpoint{}, consumers: map[string][]graph.Endpoint{},
		fed: map[string]bool{}, read: map[string]bool{}, next: doc.Deliveries(),
		refused: map[string]bool{}, parked: map[string]bool{},
	}
	for _, e := range doc.Unroutable() {
		s.refused[e.ID] = true
	}
	for _, c := range doc.Channels {
		s.channels[c.ID] = c
		if c.DeadLetter != "" {
			s.parked[c.DeadLetter] = true
		}
		if graph.NamesDeadLetters(c.Name) {
			s.parked[c.ID] = true
		}
	}
	for _, e := range doc.Events {
		s.events[e.Type] = e
	}
	for _, e := range doc.Endpoints {
		if len(e.Services) == 0 {
			continue
		}
		s.endpoints[e.ID] = e
		side := s.producers
		if e.Direction == graph.Consume {
			side = s.consumers
		}
		side[e.Channel] = append(side[e.Channel], e)
	}
	for _, p := range doc.Patterns {
		for _, id := range p.Members {
			if e, ok := s.endpoints[id]; ok && p.Kind == "dead-letter" && e.Direction == graph.Publish {
				s.parked[e.Channel] = true
			}
		}
	}
	for _, f := range doc.Flows {
		for _, id := range f.Publish {
			s.read[id] = true
		}
		for _, id := range f.Consume {
			s.fed[id] = true
		}
	}
	return s
}

// named are the brokers whose consumers ask for the very name that is published to,
// wildcards and bindings aside. Elsewhere a subscription has a name of its own.
var named = []string{graph.Kafka, graph.RabbitMQ, graph.NATS}

// whole says that the document shows both sides of a broker, as far as names are
// concerned: services talk to each other, some publish to the broker and some consume,
// and no endpoint of the direction has a name that may be any.
func (s *system) whole(broker string, side graph.Direction) bool {
	if len(s.doc.Services) < 2 || !slices.Contains(named, broker) {
		return false
	}
	talks := slices.ContainsFunc(s.doc.Flows, func(f graph.Flow) bool { return f.From != f.To })
	for _, direction := range []graph.Direction{graph.Publish, graph.Consume} {
		talks = talks && slices.ContainsFunc(s.doc.Endpoints, func(e graph.Endpoint) bool {
			return e.Broker == broker && e.Direction == direction && len(e.Services) > 0
		})
	}
	if broker == graph.RabbitMQ && slices.ContainsFunc(s.doc.Bindings, s.anyBinding) {
		return false
	}
	return talks && !slices.ContainsFunc(s.doc.Endpoints, func(e graph.Endpoint) bool {
		return e.Broker == broker && e.Direction == side && e.Mode != graph.Reply && s.open(e)
	})
}

// anyBinding says that run time decides which messages a binding carries, or where. A
// queue that the server names is the consumer's, whatever it is called.
func (s *system) anyBinding(b graph.Binding) bool {
	return strings.ContainsAny(b.Key, "{}") || strings.ContainsAny(s.channels[b.Source].Name, "{}")
}

// open says that a name is left to run time. The bindings of a queue that the server
// names say what it gets.
func (s *system) open(e graph.Endpoint) bool {
	c := s.channels[e.Channel]
	if c.Resolution == graph.Exact || c.Resolution == graph.Pattern {
		return false
	}
	return e.Broker != graph.RabbitMQ || e.Direction == graph.Publish || s.unbound(c)
}

// ends returns the endpoints of a channel that users would call lost: not replies,
// and nothing of a bucket.
func ends(c graph.Channel, all []graph.Endpoint) []graph.Endpoint {
	if c.Kind == graph.Bucket || c.Resolution != graph.Exact {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(all), func(e graph.Endpoint) bool { return e.Mode == graph.Reply })
}

// placeOf is the business call of an endpoint.
func placeOf(e graph.Endpoint) place {
	if len(e.Trace) == 0 {
		return place{}
	}
	return place{File: e.Trace[0].File, Line: e.Trace[0].Line}
}

// byPlace orders endpoints by where they stand.
func byPlace(a, b graph.Endpoint) int {
	x, y := placeOf(a), placeOf(b)
	return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(a.ID, b.ID))
}

// related lists where endpoints stand, each place once.
func related(list []graph.Endpoint) []graph.Related {
	var out []graph.Related
	for _, e := range list {
		verb := "published"
		if e.Direction == graph.Consume {
			verb = "consumed"
		}
		at := placeOf(e)
		r := graph.Related{Message: verb + " by " + and(e.Services), File: at.File, Line: at.Line}
		if at.File != "" && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// services of endpoints, sorted.
func services(list []graph.Endpoint) []string {
	set := map[string]bool{}
	for _, e := range list {
		for _, s := range e.Services {
			set[s] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// and joins names as a sentence does.
func and(names []string) string {
	switch n := len(names); n {
	case 0:
		return "nobody"
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// publish, consume and agree are what services do, in a sentence.
func publish(names []string) string { return agree(names, "publishes", "publish") }

func consume(names []string) string { return agree(names, "consumes", "consume") }

func agree(names []string, one, several string) string {
	if len(names) > 1 {
		one = several
	}
	return and(names) + " " + one
}

// call is how messages name a channel: topic orders.created.
func call(c graph.Channel) string { return string(c.Kind) + " " + c.Name }

// short leaves out the import path of a Go type or function.
func short(name string) string { return path.Base(name) }
