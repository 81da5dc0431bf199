package graph

import (
	"fmt"
	"slices"
	"strings"
)

// NotFoundError says that a document has nothing of a name.
type NotFoundError struct {
	Name    string
	Nearest []string // what is there and is written almost so
}

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("there is no service, channel or event %q", e.Name)
}

// Focus returns the part of a document around a name: that of a service, of a channel
// as ParseQuery takes it, or of an event type, with its import path or without. Depth
// counts the services between: 1 has who publishes to and consumes from the same
// channels, 2 has those that talk to them. The error is a *NotFoundError.
func (d *Document) Focus(name string, depth int) (*Document, error) {
	f := &focus{doc: d, index: newIndex(d), services: map[string]int{}, channels: map[string]int{}}
	for _, s := range d.Services {
		if Glob(name, s.ID) {
			f.services[s.ID] = 2 * depth
		}
	}
	for _, c := range d.Channels {
		if Names(name, c) {
			f.channels[c.ID] = 2*depth - 1
		}
	}
	if len(f.services)+len(f.channels) == 0 {
		return nil, &NotFoundError{name, d.nearNames(name)}
	}
	for f.spread() {
	}
	return f.document(), nil
}

// ChannelNames are the names of the channels, sorted.
func (d *Document) ChannelNames() []string { return d.candidates(Query{}) }

// FocusNames are the names that Focus takes: of services, channels, and events without
// their package. They are sorted.
func (d *Document) FocusNames() []string {
	names := d.ChannelNames()
	for _, s := range d.Services {
		names = append(names, s.ID)
	}
	for _, c := range d.Channels {
		for _, e := range c.Events {
			names = append(names, e[strings.LastIndexByte(e, '.')+1:])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Names reports whether a name is that of a channel, as MatchesChannel takes it, or of
// an event type that goes through it.
func Names(name string, c Channel) bool {
	return MatchesChannel(name, c) || slices.ContainsFunc(c.Events, func(e string) bool { return namesType(name, e) })
}

// namesType says whether a name is that of a type, with its package, its import path
// or alone.
func namesType(name, typ string) bool {
	return Glob(name, typ) || Glob(name, typ[strings.LastIndexByte(typ, '/')+1:]) || Glob(name, typ[strings.LastIndexByte(typ, '.')+1:])
}

// nearNames proposes services, channels and events.
func (d *Document) nearNames(name string) []string {
	q, _ := ParseQuery(name)
	q.isFlow, q.file = false, ""
	near := d.Nearest(q)
	for _, s := range d.Services {
		if distance(name, s.ID) <= max(2, len(name)/3) {
			near = append(near, s.ID)
		}
	}
	return near[:min(len(near), maxNearest)]
}

// focus spreads over the services and channels of a document. What is left of the way
// is kept with each; 0 is the border.
type focus struct {
	doc *Document
	*index
	services, channels map[string]int
}

// spread goes one step on, and reports whether that led to anything new.
func (f *focus) spread() (more bool) {
	reach := func(set map[string]int, id string, left int) {
		if old, ok := set[id]; left >= 0 && (!ok || old < left) {
			set[id] = left
			more = true
		}
	}
	join := func(a, b string) { // channels that a message goes through one after the other
		if left, ok := f.channels[a]; ok {
			reach(f.channels, b, left)
		}
		if left, ok := f.channels[b]; ok {
			reach(f.channels, a, left)
		}
	}
	for _, e := range f.doc.Endpoints {
		for _, s := range e.Services {
			if left, ok := f.services[s]; ok {
				reach(f.channels, e.Channel, left-1)
			}
			if left, ok := f.channels[e.Channel]; ok {
				reach(f.services, s, left-1)
			}
		}
	}
	for _, b := range f.doc.Bindings {
		join(b.Source, b.Target)
	}
	for _, fl := range f.doc.Flows {
		for _, id := range fl.Consume {
			join(fl.Channel, f.endpoints[id].Channel)
		}
	}
	return more
}

// document is the part that was reached. Services at the border come without what
// they do beside.
func (f *focus) document() *Document {
	d := f.doc
	out := &Document{Schema: d.Schema, Modules: d.Modules}
	inner := func(service string) bool { return f.services[service] > 0 }
	kept := map[string]bool{} // ids of everything that patterns and reactions may name
	out.Services = only(d.Services, func(s Service) bool { _, ok := f.services[s.ID]; return ok })
	out.Channels = only(d.Channels, func(c Channel) bool { _, ok := f.channels[c.ID]; kept[c.ID] = ok; return ok })
	types := map[string]bool{}
	for _, e := range d.Endpoints {
		e.Services = only(e.Services, func(s string) bool { _, ok := f.services[s]; return ok })
		if !kept[e.Channel] || len(e.Services) == 0 {
			continue
		}
		kept[e.ID] = true
		out.Endpoints = append(out.Endpoints, e)
		if e.Event != nil {
			types[e.Event.Type] = true
		}
	}
	all := func(ids []string) []string { return only(ids, func(id string) bool { return kept[id] }) }
	out.Bindings = only(d.Bindings, func(b Binding) bool { return kept[b.Source] && kept[b.Target] })
	for _, fl := range d.Flows {
		fl.Publish, fl.Consume = all(fl.Publish), all(fl.Consume)
		_, from := f.services[fl.From]
		_, to := f.services[fl.To]
		if from && to && kept[fl.Channel] && len(fl.Publish) > 0 && len(fl.Consume) > 0 {
			out.Flows = append(out.Flows, fl)
		}
	}
	for _, s := range d.Stores {
		s.Access = only(s.Access, func(a Access) bool { return inner(a.Service) })
		if len(s.Access) > 0 {
			kept[s.ID] = true
			out.Stores = append(out.Stores, s)
		}
	}
	for _, i := range d.Integrations {
		kept[i.ID] = inner(i.Service)
	}
	for _, i := range d.Integrations {
		i.Publish, i.Stores, i.Calls = all(i.Publish), all(i.Stores), all(i.Calls)
		if kept[i.ID] {
			out.Integrations = append(out.Integrations, i)
		}
	}
	for _, r := range d.Reactions {
		r.Publish, r.Stores, r.Calls = all(r.Publish), all(r.Stores), all(r.Calls)
		if kept[r.Consume] && len(r.Publish)+len(r.Stores)+len(r.Calls) > 0 {
			out.Reactions = append(out.Reactions, r)
		}
	}
	out.Events = only(d.Events, func(e EventType) bool { return types[e.Type] })
	out.Patterns = only(d.Patterns, func(p FlowPattern) bool { return len(all(p.Members)) == len(p.Members) })
	for i, c := range out.Channels {
		if !kept[c.DeadLetter] {
			out.Channels[i].DeadLetter = ""
		}
	}
	return out
}
