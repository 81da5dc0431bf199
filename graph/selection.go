package graph

import "slices"

// Selection is the part of a document that a query means, with what belongs to
// it. The lists are in the document's order.
type Selection struct {
	Query     string
	Channels  []Channel
	Endpoints []Endpoint
	// Bindings are those from or to one of the channels.
	Bindings []Binding
	// Flows are those that one of the endpoints has a part in.
	Flows []Flow
}

// Select finds what a query means: all of it, where it means several things. It
// reports false if there is nothing.
func (d *Document) Select(q Query) (*Selection, bool) {
	s := &selector{doc: d, channels: map[string]bool{}, endpoints: map[string]bool{}}
	if q.isFlow {
		s.flows(q)
	} else {
		s.named(q)
	}
	return s.selection(q), len(s.channels) > 0
}

// selector collects the ids of what is selected.
type selector struct {
	doc                 *Document
	channels, endpoints map[string]bool
	between             []Flow // what a query for flows means
}

// named selects what has the name, the id or the line.
func (s *selector) named(q Query) {
	for _, c := range s.doc.Channels {
		if MatchesChannel(q.text, c) {
			s.channels[c.ID] = true
		}
	}
	asked := map[string]bool{}
	for id := range s.channels {
		asked[id] = true
	}
	for _, e := range s.doc.Endpoints {
		if asked[e.Channel] || e.ID == q.text || matchesExchange(q.text, e) || q.matchesLine(e) {
			s.add(e)
		}
	}
}

// flows selects the flows between two services, and their ends.
func (s *selector) flows(q Query) {
	index := newIndex(s.doc)
	ends := map[string]bool{}
	for _, f := range s.doc.Flows {
		if Glob(q.from, f.From) && Glob(q.to, f.To) && index.passes(f, q.channel) {
			s.between = append(s.between, f)
			for _, id := range slices.Concat(f.Publish, f.Consume) {
				ends[id] = true
			}
		}
	}
	for _, e := range s.doc.Endpoints {
		if ends[e.ID] {
			s.add(e)
		}
	}
}

// add selects an endpoint, its channel, and the stream that it consumes.
func (s *selector) add(e Endpoint) {
	s.endpoints[e.ID] = true
	s.channels[e.Channel] = true
	if stream := e.Settings["stream"]; stream != "" {
		for _, c := range s.doc.Channels {
			if c.Kind == Stream && c.Name == stream {
				s.channels[c.ID] = true
			}
		}
	}
}

func (s *selector) selection(q Query) *Selection {
	taken := func(id string) bool { return s.endpoints[id] }
	out := &Selection{
		Query:     q.text,
		Channels:  only(s.doc.Channels, func(c Channel) bool { return s.channels[c.ID] }),
		Endpoints: only(s.doc.Endpoints, func(e Endpoint) bool { return s.endpoints[e.ID] }),
		Bindings:  only(s.doc.Bindings, func(b Binding) bool { return s.channels[b.Source] || s.channels[b.Target] }),
		Flows:     s.between,
	}
	if !q.isFlow {
		out.Flows = only(s.doc.Flows, func(f Flow) bool {
			return slices.ContainsFunc(f.Publish, taken) || slices.ContainsFunc(f.Consume, taken)
		})
	}
	return out
}

// only returns the elements that are wanted.
func only[T any](all []T, wanted func(T) bool) []T {
	var out []T
	for _, v := range all {
		if wanted(v) {
			out = append(out, v)
		}
	}
	return out
}

// index finds what ids stand for.
type index struct {
	channels  map[string]Channel
	endpoints map[string]Endpoint
}

func newIndex(d *Document) *index {
	x := &index{channels: map[string]Channel{}, endpoints: map[string]Endpoint{}}
	for _, c := range d.Channels {
		x.channels[c.ID] = c
	}
	for _, e := range d.Endpoints {
		x.endpoints[e.ID] = e
	}
	return x
}

// passes says whether a flow goes through a channel of the name: that of the
// publisher, or one that it is consumed from. No name is any.
func (x *index) passes(f Flow, name string) bool {
	if name == "" || MatchesChannel(name, x.channels[f.Channel]) {
		return true
	}
	return slices.ContainsFunc(f.Consume, func(id string) bool {
		return MatchesChannel(name, x.channels[x.endpoints[id].Channel])
	})
}
