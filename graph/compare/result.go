package compare

import "github.com/flowvet/flowvet/graph"

// Schema is the value of Result.Schema.
const Schema = "flowvet/diff/v1"

// Result is what differs between two documents. Its lists are in an order that depends
// on the documents alone.
type Result struct {
	Schema  string   `json:"schema"`
	Breaks  []Break  `json:"breaks"`
	Changes []Change `json:"changes"`
	// Links are what the changed services and channels are linked with, to draw it.
	Links []Link `json:"links"`
}

// Op is what happened.
type Op string

// The operations. An unchanged Link has none.
const (
	Added   Op = "added"
	Removed Op = "removed"
	Changed Op = "changed"
)

// Ops are all of them, in the order in which they are listed.
var Ops = []Op{Added, Removed, Changed}

// Kind is what it happened to.
type Kind string

// The kinds.
const (
	Service   Kind = "service"
	Channel   Kind = "channel"
	Publisher Kind = "publisher"
	Consumer  Kind = "consumer"
	Binding   Kind = "binding"
	Flow      Kind = "flow"
	Payload   Kind = "payload"
)

// Kinds are all of them, in the order in which they are listed.
var Kinds = []Kind{Service, Channel, Publisher, Consumer, Binding, Flow, Payload}

// Change is one difference.
type Change struct {
	Op   Op   `json:"op"`
	Kind Kind `json:"kind"`
	// Name is the id of a service or channel, the type of a payload, "from -> channel
	// -> to" of a flow, "source -key-> target" of a binding, and of a publisher or
	// consumer "service channel".
	Name    string `json:"name"`
	Service string `json:"service,omitempty"` // of a publisher or consumer
	Channel string `json:"channel,omitempty"` // of a publisher or consumer, the newer one
	Event   string `json:"event,omitempty"`   // that a publisher or consumer has
	Group   string `json:"group,omitempty"`   // of a consumer
	// Fields are what is another, of a Changed thing.
	Fields []Field `json:"fields,omitempty"`
	// File and Line are where a publisher or consumer stands: in the newer document
	// unless it was removed.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

// Field is a property with two values, of which one may be empty.
type Field struct {
	Name string `json:"name"` // settings have theirs, a payload's is a path such as items[].price
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}

// Rule says why something breaks.
type Rule string

// The rules.
const (
	// NoProducer is a channel that is still consumed and that nobody publishes to any
	// more.
	NoProducer Rule = "no-producer"
	// RouteLost is a channel that is still published to whose messages do not reach
	// their consumer any more, because a binding, a filter or a name is gone.
	RouteLost Rule = "route-lost"
	// FieldRemoved and FieldRetyped are about fields of payloads that consumers read.
	FieldRemoved Rule = "field-removed"
	FieldRetyped Rule = "field-retyped"
	// GroupRenamed is a consumer that starts over, or skips what came in between,
	// since brokers keep the position by the name of the group.
	GroupRenamed Rule = "group-renamed"
)

// Break is something that worked before and will not.
type Break struct {
	Rule    Rule     `json:"rule"`
	Channel string   `json:"channel"`          // that the consumers consume
	Via     string   `json:"via,omitempty"`    // that was published to, if it is another
	Breaks  []string `json:"breaks"`           // the services that no longer work
	By      []string `json:"by,omitempty"`     // the services whose change it is
	Event   string   `json:"event,omitempty"`  // the type whose field it is
	Detail  []Field  `json:"detail,omitempty"` // the fields, bindings or groups
}

// Link is a line of the diagram: between a service and a channel, or from one channel
// to another that messages go on to.
type Link struct {
	From string `json:"from"`
	To   string `json:"to"`
	// Service is the end that is one; "" if both are channels.
	Service string `json:"service,omitempty"`
	Op      Op     `json:"op,omitempty"`
}

// Empty reports whether nothing differs.
func (r *Result) Empty() bool { return len(r.Changes) == 0 }

// comparison is two documents on their way to a Result.
type comparison struct {
	old, new side
	pairs    []pair
	breaks   map[string]int // indexes into out.Breaks by all but the services
	out      Result
}

// side is one of the documents, indexed.
type side struct {
	doc       *graph.Document
	channels  map[string]graph.Channel
	events    map[string]*graph.PayloadSchema
	endpoints map[string]graph.Endpoint
	uses      []use
	flows     map[flow]graph.Flow
	inflow    map[reach][]string // the services that reach a consumer
	published map[reach]bool
	consumed  map[reach]bool
}

type flow struct{ from, channel, to string }

// reach is a service at a channel.
type reach struct{ service, channel string }

// use is an endpoint as a part of one service.
type use struct {
	graph.Endpoint
	service string
}

func newSide(d *graph.Document) side {
	s := side{
		doc: d, channels: map[string]graph.Channel{}, events: map[string]*graph.PayloadSchema{}, endpoints: map[string]graph.Endpoint{},
		flows: map[flow]graph.Flow{}, inflow: map[reach][]string{}, published: map[reach]bool{}, consumed: map[reach]bool{},
	}
	for _, c := range d.Channels {
		s.channels[c.ID] = c
	}
	for _, e := range d.Events {
		s.events[e.Type] = e.Schema
	}
	for _, e := range d.Endpoints {
		s.endpoints[e.ID] = e
		for _, service := range e.Services {
			s.uses = append(s.uses, use{e, service})
			if e.Direction == graph.Publish {
				s.published[reach{service, e.Channel}] = true
			} else {
				s.consumed[reach{service, e.Channel}] = true
			}
		}
	}
	for _, f := range d.Flows {
		s.flows[flow{f.From, f.Channel, f.To}] = f
		for _, channel := range s.arrivals(f) {
			at := reach{f.To, channel}
			s.inflow[at] = append(s.inflow[at], f.From)
		}
	}
	return s
}
