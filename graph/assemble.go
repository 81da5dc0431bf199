package graph

import (
	"cmp"
	"slices"
)

// Assemble joins the facts of the programs of one system and matches publishers
// to consumers. Facts refer to a service by its Service.ID, or by its import path
// if that is empty, within the same Facts only; programs mean the same service
// when package and folder agree. The document names services after their folders,
// unless the ID is something else than the package or the folder; "#command" at
// its end tells the commands of one package apart.
func Assemble(programs ...Facts) *Document {
	facts := merge(programs)
	endpoints := join(facts)
	chans := newChannels()
	for _, e := range endpoints {
		chans.addEndpoint(e)
	}
	bindings := chans.addBindings(facts.Bindings)
	chans.declare(facts, newExchanges(facts, nil))
	chans.assignIDs()

	doc := &Document{
		Schema:    Schema,
		Modules:   facts.Modules,
		Services:  facts.Services,
		Channels:  list(chans.list, (*channel).document),
		Endpoints: list(endpoints, (*endpoint).document),
		Bindings:  list(bindings, (*binding).document),
		Flows:     flows(facts, endpoints),
		Events:    eventTypes(facts, endpoints),
	}
	around := newSurroundings(facts, endpoints)
	doc.addSurroundings(around)
	doc.sort()
	doc.Patterns = around.patterns(doc)
	return doc
}

func list[In, Out any](in []In, convert func(In) Out) []Out {
	out := make([]Out, len(in))
	for i, v := range in {
		out[i] = convert(v)
	}
	return out
}

// sort puts the lists in the order of the document.
func (d *Document) sort() {
	slices.SortFunc(d.Channels, func(a, b Channel) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Endpoints, compareEndpoints)
	slices.SortFunc(d.Bindings, func(a, b Binding) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Key, b.Key))
	})
	slices.SortFunc(d.Flows, func(a, b Flow) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.To, b.To))
	})
	slices.SortFunc(d.Reactions, func(a, b Reaction) int { return cmp.Compare(a.Consume, b.Consume) })
	slices.SortFunc(d.Stores, func(a, b Store) int { return cmp.Compare(a.ID, b.ID) })
	for _, s := range d.Stores {
		slices.SortFunc(s.Access, compareAccess)
	}
	slices.SortFunc(d.Integrations, func(a, b Integration) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Events, func(a, b EventType) int { return cmp.Compare(a.Type, b.Type) })
}

// compareEndpoints orders endpoints by channel, publishers first, then by place.
func compareEndpoints(a, b Endpoint) int {
	place := func(e Endpoint) Position {
		if len(e.Trace) == 0 {
			return Position{}
		}
		return Position{e.Trace[0].File, e.Trace[0].Line}
	}
	return cmp.Or(
		cmp.Compare(a.Channel, b.Channel),
		-cmp.Compare(a.Direction, b.Direction),
		comparePositions(place(a), place(b)),
		cmp.Compare(a.Handler, b.Handler),
		cmp.Compare(a.Group, b.Group),
		cmp.Compare(a.ID, b.ID),
	)
}

func (e *endpoint) document() Endpoint {
	out := Endpoint{
		ID:         e.id,
		Direction:  e.Direction,
		Broker:     e.Broker,
		Client:     e.Client,
		Channel:    e.channel.id,
		Exchange:   e.Exchange.Text,
		RoutingKey: e.RoutingKey.Text,
		Services:   e.Services,
		Function:   e.Function,
		Handler:    e.Handler,
		Key:        e.Key,
		Group:      e.Group.Text,
		Mode:       e.Mode,
		Settings:   e.Settings,
		Trace:      slices.Concat([]Frame{}, e.Trace),
		Provenance: e.Provenance,
	}
	if len(e.Alternatives) > 0 {
		out.Alternatives = sortedUnique(e.Alternatives, compareAlternatives)
	}
	if e.Event != (Event{}) {
		out.Event = &e.Event
	}
	return out
}

func (b *binding) document() Binding {
	return Binding{
		Broker:   b.broker,
		Source:   b.source.id,
		Key:      b.key,
		Target:   b.target.id,
		Declared: sortedUnique(b.declared, comparePositions),
	}
}
