package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Union joins the documents of several repositories into one system. Documents are
// added one by one and may be forgotten afterwards, so memory grows with the result.
// Ids stay as they are, as far as they mean the same thing everywhere; flows are found
// again, so that publishers of one document reach consumers of another.
//
// Paths become those of the module that a file is in, since the same path means another
// file in each repository: cmd/main.go of example.com/orders is
// example.com/orders/cmd/main.go. What is in no module gets the name of its document.
type Union struct {
	out       Document
	conflicts []Conflict
	from      map[string]string // the document that first had something, by kind and id
	services  map[string]int    // indexes into the lists of out, by id
	channels  map[string]int
	endpoints map[string]int
	stores    map[string]int
	events    map[string]int
	lists     unionLists
}

// unionLists are what has no id of its own, by content or by what it is about.
type unionLists struct {
	modules      map[Module]bool
	bindings     map[bindingEnds]int
	reactions    map[string]int
	integrations map[string]int
	contents     map[string]bool // of patterns and diagnostics
}

type bindingEnds struct{ source, key, target string }

// Conflict is what two documents say differently about one thing. The first of them
// counts.
type Conflict struct {
	Kind  string // service, channel or event
	Name  string // its id, or type
	Field string
	// First and Second are the two values, and the documents that have them.
	First, Second         string
	FirstFrom, SecondFrom string
}

// NewUnion returns an empty system.
func NewUnion() *Union {
	return &Union{
		from: map[string]string{}, services: map[string]int{}, channels: map[string]int{}, endpoints: map[string]int{},
		stores: map[string]int{}, events: map[string]int{},
		lists: unionLists{map[Module]bool{}, map[bindingEnds]int{}, map[string]int{}, map[string]int{}, map[string]bool{}},
	}
}

// Add adds a document. Its name is for conflicts, and for files that are in no module.
// The document is changed.
func (u *Union) Add(name string, d *Document) {
	qualify(name, d)
	u.rename(d, name)
	for _, m := range d.Modules {
		if !u.lists.modules[m] {
			u.lists.modules[m] = true
			u.out.Modules = append(u.out.Modules, m)
		}
	}
	for _, s := range d.Services {
		u.note("service", s.ID, name)
		add(&u.out.Services, u.services, s.ID, s, func(*Service) {})
	}
	for _, c := range d.Channels {
		u.note("channel", c.ID, name)
		add(&u.out.Channels, u.channels, c.ID, c, func(have *Channel) { u.joinChannel(have, c, name) })
	}
	for _, e := range d.Endpoints {
		add(&u.out.Endpoints, u.endpoints, e.ID, e, func(have *Endpoint) {
			have.Services = sortedUnique(slices.Concat(have.Services, e.Services), cmp.Compare[string])
		})
	}
	for _, e := range d.Events {
		u.note("event", e.Type, name)
		add(&u.out.Events, u.events, e.Type, e, func(have *EventType) { u.joinEvent(have, e, name) })
	}
	u.addRest(d)
}

// add adds something with an id, or joins it with what has that id already.
func add[T any](list *[]T, index map[string]int, id string, v T, join func(*T)) {
	i, ok := index[id]
	if ok {
		join(&(*list)[i])
		return
	}
	index[id] = len(*list)
	*list = append(*list, v)
}

// note remembers which document had something first.
func (u *Union) note(kind, id, name string) {
	if key := kind + "\x00" + id; u.from[key] == "" {
		u.from[key] = name
	}
}

func (u *Union) conflict(kind, id, field, first, second, name string) {
	if first != second {
		u.conflicts = append(u.conflicts, Conflict{kind, id, field, first, second, u.from[kind+"\x00"+id], name})
	}
}

func (u *Union) joinChannel(have *Channel, c Channel, name string) {
	u.conflict("channel", c.ID, "kind", string(have.Kind), string(c.Kind), name)
	for _, key := range slices.Sorted(maps.Keys(c.Settings)) {
		if old := have.Settings[key]; old != "" {
			u.conflict("channel", c.ID, key, old, c.Settings[key], name)
			continue
		}
		if have.Settings == nil {
			have.Settings = map[string]string{}
		}
		have.Settings[key] = c.Settings[key]
	}
	if have.DeadLetter != "" && c.DeadLetter != "" {
		u.conflict("channel", c.ID, "dead_letter", have.DeadLetter, c.DeadLetter, name)
	}
	have.DeadLetter = cmp.Or(have.DeadLetter, c.DeadLetter)
	if rank(c.Resolution) < rank(have.Resolution) {
		have.Resolution = c.Resolution
	}
	have.Events = sortedUnique(slices.Concat(have.Events, c.Events), cmp.Compare[string])
	have.Declared = sortedUnique(slices.Concat(have.Declared, c.Declared), comparePositions)
}

func (u *Union) joinEvent(have *EventType, e EventType, name string) {
	if have.Version != "" && e.Version != "" {
		u.conflict("event", e.Type, "version", have.Version, e.Version, name)
	}
	have.Version = cmp.Or(have.Version, e.Version)
	switch {
	case e.Schema == nil:
	case have.Schema == nil:
		have.Schema = e.Schema
	default:
		u.conflict("event", e.Type, "schema", content(have.Schema), content(e.Schema), name)
	}
}

// addRest adds what is about the things with ids.
func (u *Union) addRest(d *Document) {
	for _, b := range d.Bindings {
		ends := bindingEnds{b.Source, b.Key, b.Target}
		i, ok := u.lists.bindings[ends]
		if !ok {
			u.lists.bindings[ends] = len(u.out.Bindings)
			u.out.Bindings = append(u.out.Bindings, b)
			continue
		}
		have := &u.out.Bindings[i]
		have.Declared = sortedUnique(slices.Concat(have.Declared, b.Declared), comparePositions)
	}
	for _, r := range d.Reactions {
		add(&u.out.Reactions, u.lists.reactions, r.Consume, r, func(have *Reaction) {
			have.Publish, have.Stores, have.Calls = union(have.Publish, r.Publish), union(have.Stores, r.Stores), union(have.Calls, r.Calls)
		})
	}
	for _, s := range d.Stores {
		add(&u.out.Stores, u.stores, s.ID, s, func(have *Store) {
			for _, a := range s.Access {
				if !slices.Contains(have.Access, a) {
					have.Access = append(have.Access, a)
				}
			}
		})
	}
	for _, in := range d.Integrations {
		add(&u.out.Integrations, u.lists.integrations, in.ID, in, func(have *Integration) {
			have.Publish, have.Stores, have.Calls = union(have.Publish, in.Publish), union(have.Stores, in.Stores), union(have.Calls, in.Calls)
		})
	}
	for _, p := range d.Patterns {
		if u.fresh(p) {
			u.out.Patterns = append(u.out.Patterns, p)
		}
	}
	for _, x := range d.Diagnostics {
		if u.fresh(x) {
			u.out.Diagnostics = append(u.out.Diagnostics, x)
		}
	}
}

// fresh says whether the same was not there before.
func (u *Union) fresh(v any) bool {
	text := content(v)
	old := u.lists.contents[text]
	u.lists.contents[text] = true
	return !old
}

// Document returns the system, and what its documents do not agree about, in the order
// in which they were added.
func (u *Union) Document() (*Document, []Conflict) {
	d := u.out
	d.Schema = Schema
	d.Flows = u.flows()
	d.sort()
	slices.SortFunc(d.Modules, func(a, b Module) int { return cmp.Or(cmp.Compare(a.Dir, b.Dir), cmp.Compare(a.Path, b.Path)) })
	slices.SortFunc(d.Services, func(a, b Service) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Events, func(a, b EventType) int { return cmp.Compare(a.Type, b.Type) })
	slices.SortFunc(d.Stores, func(a, b Store) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Integrations, func(a, b Integration) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Patterns, func(a, b FlowPattern) int { return strings.Compare(content(a), content(b)) })
	return d.withLists(), u.conflicts
}
