package compare

import (
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// maxFields bounds what is read of one schema, whose definitions may multiply.
const maxFields = 10_000

// comparePayloads compares what is published to each channel that both documents have.
// Types are the same by name; if one type of a channel was replaced by one other, these
// two are compared.
func (c *comparison) comparePayloads() {
	noted := map[typePair]bool{}
	older, newer := c.old.payloads(), c.new.payloads()
	for _, channel := range slices.Sorted(maps.Keys(older)) {
		for _, types := range sameTypes(older[channel], newer[channel]) {
			changed := payloadFields(c.old.events[types.old], c.new.events[types.new])
			if len(changed) == 0 {
				continue
			}
			if !noted[types] {
				noted[types] = true
				c.note(Change{Op: Changed, Kind: Payload, Name: types.new, Fields: fieldsOf(changed)})
			}
			c.breakReaders(channel, types, changed)
		}
	}
}

// payloads are the types that are published, by channel.
func (s *side) payloads() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, u := range s.uses {
		if u.Direction != graph.Publish || eventType(u) == "" {
			continue
		}
		if out[u.Channel] == nil {
			out[u.Channel] = map[string]bool{}
		}
		out[u.Channel][eventType(u)] = true
	}
	return out
}

type typePair struct{ old, new string }

func sameTypes(older, newer map[string]bool) []typePair {
	var out []typePair
	var gone, come []string
	for _, t := range slices.Sorted(maps.Keys(older)) {
		if newer[t] {
			out = append(out, typePair{t, t})
		} else {
			gone = append(gone, t)
		}
	}
	for t := range newer {
		if !older[t] {
			come = append(come, t)
		}
	}
	if len(gone) == 1 && len(come) == 1 {
		out = append(out, typePair{gone[0], come[0]})
	}
	return out
}

// payloadField is a field that is another, and the rule that readers of it fall under;
// "" if they need not care.
type payloadField struct {
	Field
	rule Rule
}

func fieldsOf(list []payloadField) []Field {
	out := make([]Field, len(list))
	for i, f := range list {
		out[i] = f.Field
	}
	return out
}

// payloadFields compares two schemas. Nothing is said if one of them is not known.
func payloadFields(older, newer *graph.PayloadSchema) []payloadField {
	a, b := flatten(older), flatten(newer)
	if a == nil || b == nil {
		return nil
	}
	var out []payloadField
	for _, path := range slices.Sorted(maps.Keys(a)) {
		was, is := a[path], b[path]
		switch {
		case is == nil && within(a, b, path):
			out = append(out, payloadField{Field{path, was.typ, ""}, FieldRemoved})
		case is == nil: // what holds it is gone, too
		case was.typ != is.typ && was.typ != anything:
			out = append(out, payloadField{Field{path, was.typ, is.typ}, FieldRetyped})
		case was.required != is.required:
			out = append(out, payloadField{Field{path, presence[was.required], presence[is.required]}, ""})
		}
	}
	for _, path := range slices.Sorted(maps.Keys(b)) {
		if a[path] == nil && within(b, a, path) {
			out = append(out, payloadField{Field{path, "", b[path].typ}, ""})
		}
	}
	return out
}

var presence = map[bool]string{true: "always there", false: "optional"}

// within says whether what holds a field of one schema is in the other, too, and is
// the same there.
func within(in, other map[string]*property, path string) bool {
	parent := in[path].parent
	return other[parent] != nil && other[parent].typ == in[parent].typ
}

// anything is the type of what may be anything.
const anything = "any"

// property is a field of a payload, or what a list or map holds.
type property struct {
	typ      string
	required bool
	parent   string // the path of what holds it; its own for the payload itself
}

// flattener collects the properties of a schema by path: items[].price, tags{}; "" is
// the payload itself.
type flattener struct {
	defs  map[string]*graph.PayloadSchema
	found map[string]*property
	open  []string // the definitions that are being read
}

// flatten returns nil if a schema says nothing.
func flatten(s *graph.PayloadSchema) map[string]*property {
	if s == nil {
		return nil
	}
	f := &flattener{defs: s.Defs, found: map[string]*property{}}
	f.add("", "", s, true)
	return f.found
}

func (f *flattener) add(path, parent string, s *graph.PayloadSchema, required bool) {
	if s == nil || len(f.found) >= maxFields {
		return
	}
	if name, ok := strings.CutPrefix(s.Ref, "#/definitions/"); ok {
		if slices.Contains(f.open, name) || f.defs[name] == nil {
			f.found[path] = &property{name, required, parent}
			return
		}
		f.open = append(f.open, name)
		defer func() { f.open = f.open[:len(f.open)-1] }()
		s = f.defs[name]
	}
	f.found[path] = &property{typeName(s), required, parent}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		f.add(strings.TrimPrefix(path+"."+name, "."), path, s.Properties[name], slices.Contains(s.Required, name))
	}
	f.add(path+"[]", path, s.Items, true)
	f.add(path+"{}", path, s.Values, true)
}

func typeName(s *graph.PayloadSchema) string {
	switch {
	case s.Type == "":
		return anything
	case s.Format != "":
		return s.Type + " " + s.Format
	}
	return s.Type
}

// breakReaders notes the consumers of a channel that read what has changed: those that
// were deployed with the field in their own type, or with a type that is not known.
func (c *comparison) breakReaders(channel string, types typePair, changed []payloadField) {
	for _, rule := range []Rule{FieldRemoved, FieldRetyped} {
		readers := map[string][]Field{} // by service
		for f, old := range c.old.flows {
			if _, still := c.new.flows[f]; f.channel != channel || !still {
				continue
			}
			for _, field := range changed {
				if field.rule == rule && c.reads(old, types.old, field.Name) {
					readers[f.to] = append(readers[f.to], field.Field)
				}
			}
		}
		for service, fields := range readers {
			slices.SortFunc(fields, compareFields)
			c.addBreak(Break{
				Rule: rule, Channel: channel, Breaks: []string{service}, Event: types.new,
				By: c.new.publishers(channel, types.new), Detail: slices.Compact(fields),
			})
		}
	}
}

func compareFields(a, b Field) int { return strings.Compare(a.Name, b.Name) }

// reads says whether a consumer of a flow has the field of a published type.
func (c *comparison) reads(f graph.Flow, published, path string) bool {
	for _, id := range f.Consume {
		e := c.old.endpoints[id]
		if e.Event == nil || e.Event.Type == published || c.old.events[e.Event.Type] == nil {
			return true
		}
		if flatten(c.old.events[e.Event.Type])[path] != nil {
			return true
		}
	}
	return false
}

// publishers are the services that publish a type to a channel.
func (s *side) publishers(channel, event string) []string {
	var out []string
	for _, u := range s.uses {
		if u.Direction == graph.Publish && u.Channel == channel && eventType(u) == event {
			out = append(out, u.service)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
