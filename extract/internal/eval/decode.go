package eval

import (
	"go/types"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// decode notes that a payload was decoded, and makes what it was decoded into
// unknown.
func (a *activation) decode(data, into Set, encoding string) {
	if a.m.decodeData(a, data, into, encoding) {
		return
	}
	var subs []*subscription
	inner := false
	for _, v := range data.vals {
		got, _ := a.m.carried(v, 0)
		subs = append(subs, got...)
		p, ok := unwrap(v).(Payload)
		inner = inner || ok && p.inner
	}
	into = a.m.filled(into)
	for _, v := range into.vals {
		typ := typeOfValue(v)
		if typ != nil {
			typ = pointee(typ)
		}
		for _, sub := range subs {
			a.m.decodedAs(sub, decoding{
				typ: typ, encoding: encoding, step: a.decodesFor(sub, v, into),
				static: a.fn.Origin() == nil, inner: inner, under: a.m.under(sub),
			})
		}
		for _, sub := range subs {
			sub.decodes(a.m.inside(sub))
		}
		if r, ok := unwrap(v).(Ref); ok && len(subs) > 0 {
			r.obj.decoded = subs[0]
			a.m.noteEncoding(r.obj, encoding)
		}
	}
	a.m.havoc(into, 0)
}

// decodesFor is the step whose code decodes a message into a value: what a function
// fills that its caller made, the caller decodes by it.
func (a *activation) decodesFor(sub *subscription, v Value, into Set) int {
	i := a.m.inside(sub)
	r, ok := unwrap(v).(Ref)
	if !ok || r.obj.owner == nil || into.origin.self == 0 {
		return i
	}
	by := i
	for by >= 0 && sub.steps[by].fn != r.obj.owner.fn {
		by = sub.steps[by].parent
	}
	if by < 0 && sub.in != r.obj.owner.fn {
		return i
	}
	for ; i != by; i = sub.steps[i].parent {
		sub.steps[i].yields = true
	}
	return by
}

// filled is what a decoder fills that is given pointers: for one to an interface that
// holds a pointer, what this one leads to.
func (m *machine) filled(into Set) Set {
	out := Set{origin: into.origin}
	for _, v := range into.vals {
		r, ok := unwrap(v).(Ref)
		if ok && types.IsInterface(placeType(r)) {
			if held := m.load(r, placeType(r)); pointers(held) {
				out = out.union(held)
				continue
			}
		}
		out = out.with(v)
	}
	return out
}

// pointers says whether all values are pointers to something.
func pointers(s Set) bool {
	for _, v := range s.vals {
		if _, ok := unwrap(v).(Ref); !ok {
			return false
		}
	}
	return len(s.vals) > 0
}

func (m *machine) decodedAs(sub *subscription, d decoding) {
	if m.eventName(d.typ) == "" {
		return
	}
	for _, have := range sub.decoded {
		if types.Identical(have.typ, d.typ) && have.step == d.step && sameUnder(have.under, d.under) {
			return
		}
	}
	sub.decoded = append(sub.decoded, d)
}

// eventName is the name of an event's type, "" for types that say nothing: bytes,
// texts, maps, any.
func (m *machine) eventName(t types.Type) string {
	if t == nil {
		return ""
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		return m.eventName(p.Elem())
	}
	switch u := t.(type) {
	case *types.Named:
		if u.Obj().Pkg() == nil || m.isFramework(u) {
			return ""
		}
		return types.TypeString(u, nil)
	case *types.Slice:
		if n := m.eventName(u.Elem()); n != "" {
			return "[]" + n
		}
	}
	return ""
}

// event is what a message of a type carries, "" for a type that says nothing.
func (m *machine) event(t types.Type, encoding string) graph.Event {
	name := m.eventName(t)
	if name != "" {
		m.prog.events[name] = t
	}
	return graph.Event{Type: name, Encoding: encoding}
}

// EventType is the type that endpoints of a program's results carry under a name, nil
// if none does.
func (p *Program) EventType(name string) types.Type { return p.events[name] }

// isFramework leaves out types that carry events but are none: those of clients,
// frameworks and the standard library (sarama.ByteEncoder, json.RawMessage).
func (m *machine) isFramework(n *types.Named) bool {
	path := n.Obj().Pkg().Path()
	first, _, _ := strings.Cut(path, "/")
	return standard[first] || m.models.Modelled(path) || m.models.Evaluated(path)
}

var standard = map[string]bool{"bytes": true, "encoding": true, "time": true, "io": true, "net": true, "strings": true, "sync": true, "reflect": true, "math": true, "os": true, "errors": true, "fmt": true, "context": true, "database": true, "text": true, "html": true, "log": true}
