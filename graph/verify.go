package graph

import (
	"fmt"
	"maps"
	"slices"
)

// verify checks that ids are there, differ, and refer to something, so that whatever
// reads the document may follow them.
func (d *Document) verify() error {
	v := verifier{known: map[string]map[string]bool{}}
	for i, s := range d.Services {
		v.define("service", s.ID, "services[%d].id", i)
	}
	for i, c := range d.Channels {
		v.define("channel", c.ID, "channels[%d].id", i)
	}
	for i, e := range d.Endpoints {
		v.define("endpoint", e.ID, "endpoints[%d].id", i)
		if e.Direction != Publish && e.Direction != Consume {
			v.fail(fmt.Sprintf("is %q instead of publish or consume", e.Direction), "endpoints[%d].direction", i)
		}
	}
	v.references(d)
	for i, e := range d.Events {
		if e.Schema != nil {
			v.schema(e.Schema, fmt.Sprintf("events[%d].schema", i))
		}
	}
	if v.err != nil {
		return v.err
	}
	return nil
}

func (v *verifier) references(d *Document) {
	for i, c := range d.Channels {
		if c.DeadLetter != "" {
			v.refer("channel", c.DeadLetter, "channels[%d].dead_letter", i)
		}
	}
	for i, e := range d.Endpoints {
		v.refer("channel", e.Channel, "endpoints[%d].channel", i)
		for n, s := range e.Services {
			v.refer("service", s, "endpoints[%d].services[%d]", i, n)
		}
	}
	for i, b := range d.Bindings {
		v.refer("channel", b.Source, "bindings[%d].source", i)
		v.refer("channel", b.Target, "bindings[%d].target", i)
	}
	for i, f := range d.Flows {
		v.refer("service", f.From, "flows[%d].from", i)
		v.refer("service", f.To, "flows[%d].to", i)
		v.refer("channel", f.Channel, "flows[%d].channel", i)
		v.endpoints(f.Publish, "flows[%d].publish", i)
		v.endpoints(f.Consume, "flows[%d].consume", i)
	}
	for i, r := range d.Reactions {
		v.refer("endpoint", r.Consume, "reactions[%d].consume", i)
		v.endpoints(r.Publish, "reactions[%d].publish", i)
	}
	for i, in := range d.Integrations {
		v.refer("service", in.Service, "integrations[%d].service", i)
		v.endpoints(in.Publish, "integrations[%d].publish", i)
	}
}

// verifier keeps the ids by what they are of, and the first thing that is wrong.
type verifier struct {
	known map[string]map[string]bool
	err   *DecodeError
}

func (v *verifier) fail(message, path string, indexes ...any) {
	if v.err == nil {
		v.err = &DecodeError{Path: fmt.Sprintf(path, indexes...), Message: message}
	}
}

func (v *verifier) define(kind, id, path string, index int) {
	if v.known[kind] == nil {
		v.known[kind] = map[string]bool{}
	}
	switch {
	case id == "":
		v.fail("is missing", path, index)
	case v.known[kind][id]:
		v.fail(fmt.Sprintf("%q is that of another %s, too", id, kind), path, index)
	}
	v.known[kind][id] = true
}

func (v *verifier) refer(kind, id, path string, indexes ...any) {
	if v.err == nil && !v.known[kind][id] {
		v.fail(fmt.Sprintf("there is no %s %q", kind, id), path, indexes...)
	}
}

func (v *verifier) endpoints(ids []string, path string, index int) {
	for n, id := range ids {
		v.refer("endpoint", id, path+"[%d]", index, n)
	}
}

// schema checks that no part of a schema is null.
func (v *verifier) schema(s *PayloadSchema, path string) {
	if s == nil {
		v.fail("is null instead of an object", "%s", path)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		v.schema(s.Properties[name], path+".properties."+name)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Defs)) {
		v.schema(s.Defs[name], path+".definitions."+name)
	}
	if s.Items != nil {
		v.schema(s.Items, path+".items")
	}
	if s.Values != nil {
		v.schema(s.Values, path+".additionalProperties")
	}
}
