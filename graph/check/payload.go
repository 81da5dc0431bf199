package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// payloadMismatches compares what a producer writes with what a consumer reads, field
// by field, where the two are types of their own.
func payloadMismatches(s *system, report func(finding)) {
	s.pairs(func(p, c graph.Endpoint) {
		if p.Event.Type == c.Event.Type {
			return
		}
		written, read := s.events[p.Event.Type].Schema, s.events[c.Event.Type].Schema
		if written == nil || read == nil {
			return
		}
		cmp := comparison{binary: c.Event.Encoding == "protobuf", roots: [2]*graph.PayloadSchema{written, read}}
		cmp.objects("", written, read, 0)
		if cmp.common == 0 { // an envelope around it, or another kind of message
			return
		}
		for _, difference := range cmp.found {
			report(finding{
				fmt.Sprintf("%s: %s, in %s that %s and %s that %s", call(s.channels[p.Channel]), difference,
					short(p.Event.Type), publish(p.Services), short(c.Event.Type), consume(c.Services)),
				[]graph.Endpoint{c, p}, related([]graph.Endpoint{p}),
			})
		}
	})
}

// encodingMismatches finds consumers that decode otherwise than the producer encodes.
func encodingMismatches(s *system, report func(finding)) {
	s.pairs(func(p, c graph.Endpoint) {
		from, to := p.Event.Encoding, c.Event.Encoding
		if from == "" || to == "" || from == to {
			return
		}
		report(finding{
			fmt.Sprintf("%s: %s %s as %s, %s it as %s", call(s.channels[p.Channel]), publish(p.Services), short(p.Event.Type), from, agree(c.Services, "decodes", "decode"), to),
			[]graph.Endpoint{c, p}, related([]graph.Endpoint{p}),
		})
	})
}

// pairs calls yield for the producers and consumers that certainly exchange a
// message: types are known, and where a channel carries several, they have the same
// name. Each pair of types on a channel comes once.
func (s *system) pairs(yield func(p, c graph.Endpoint)) {
	seen := map[[4]string]bool{}
	reaching := map[string][]graph.Endpoint{} // producers by the consumer that they reach
	for _, p := range s.doc.Endpoints {
		for _, id := range s.next[p.ID] {
			reaching[id] = append(reaching[id], p)
		}
	}
	for _, p := range s.doc.Endpoints {
		for _, id := range s.next[p.ID] {
			c := s.endpoints[id]
			if p.Event == nil || c.Event == nil || p.Event.Type == "" || c.Event.Type == "" || p.Mode == graph.Reply {
				continue
			}
			single := typesOf(reaching[id]) == 1 && typesOf(s.consumers[c.Channel]) == 1
			if !single && typeName(p.Event.Type) != typeName(c.Event.Type) {
				continue
			}
			key := [4]string{p.Channel, p.Event.Type, c.Channel, c.Event.Type + " " + c.Event.Encoding}
			if !seen[key] {
				seen[key] = true
				yield(p, c)
			}
		}
	}
}

// typesOf counts the types that endpoints carry. One that is not known is another.
func typesOf(list []graph.Endpoint) int {
	types := map[string]bool{}
	for _, e := range list {
		if e.Event == nil {
			types[""] = true
		} else {
			types[e.Event.Type] = true
		}
	}
	return len(types)
}

// typeName is the name of a type without its package and what it is instantiated
// with.
func typeName(typ string) string {
	typ, _, _ = strings.Cut(typ, "[")
	return typ[strings.LastIndexByte(typ, '.')+1:]
}

// maxDepth bounds how deep objects are compared.
const maxDepth = 6

// comparison collects how two schemas differ where a reader would notice.
type comparison struct {
	binary bool // fields go by number
	roots  [2]*graph.PayloadSchema
	common int
	found  []string
}

// objects compares the fields of two objects. A field that only one side has is no
// difference.
func (c *comparison) objects(path string, written, read *graph.PayloadSchema, depth int) {
	for _, name := range slices.Sorted(maps.Keys(read.Properties)) {
		to := read.Properties[name]
		from := c.counterpart(written, name, to)
		switch {
		case from != nil:
			c.common++
			c.values(path+name, from, to, depth)
		case !c.binary:
			if as := renamed(name, written, read); as != "" {
				c.add("%s is read, but %s is written", path+name, as)
			}
		}
	}
}

// renamed is the producer's field that a field of the consumer was meant to be: one that
// the consumer does not have, with a name that is near. That a field is never written is
// no mistake by itself: Go types are shared between requests and what comes of them.
func renamed(name string, written, read *graph.PayloadSchema) string {
	for _, other := range slices.Sorted(maps.Keys(written.Properties)) {
		if read.Properties[other] == nil && near(name, other) {
			return other
		}
	}
	return ""
}

// counterpart is the field of the producer that the consumer's field is read from:
// that with its number, or its name, in which encoding/json disregards case.
func (c *comparison) counterpart(in *graph.PayloadSchema, name string, field *graph.PayloadSchema) *graph.PayloadSchema {
	if exact := in.Properties[name]; exact != nil && !c.binary {
		return exact
	}
	for _, other := range slices.Sorted(maps.Keys(in.Properties)) {
		f := in.Properties[other]
		if c.binary && f.Number != 0 && f.Number == field.Number || !c.binary && strings.EqualFold(other, name) {
			return f
		}
	}
	return nil
}

func (c *comparison) values(path string, written, read *graph.PayloadSchema, depth int) {
	written, read = resolve(written, c.roots[0]), resolve(read, c.roots[1])
	switch {
	case written == nil || read == nil || written.Type == "" || read.Type == "" || depth > maxDepth:
	case written.Type != read.Type && !(written.Type == "integer" && read.Type == "number"):
		c.add("%s is written as %s, but read as %s", path, written.Type, read.Type)
	case written.Type == "object":
		c.objects(path+".", written, read, depth+1)
	case written.Type == "array" && written.Items != nil && read.Items != nil:
		c.values(path+"[]", written.Items, read.Items, depth+1)
	}
}

// resolve follows a reference to a definition of the outermost schema.
func resolve(s, root *graph.PayloadSchema) *graph.PayloadSchema {
	if s == nil || s.Ref == "" {
		return s
	}
	if s.Ref == "#" {
		return root
	}
	return root.Defs[strings.TrimPrefix(s.Ref, "#/definitions/")]
}

func (c *comparison) add(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}
