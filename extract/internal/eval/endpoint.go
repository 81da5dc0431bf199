package eval

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/graph"
)

// endpoint is a client call in one activation, for one alternative of its
// channel.
type endpoint struct {
	dir      graph.Direction
	broker   string
	client   string
	kind     graph.Kind
	channel  *Text
	exchange *Text
	key      *Text
	stream   *Text
	group    *Text
	regexp   bool
	event    graph.Event
	mode     graph.Mode
	settings map[string]string
	sub      *subscription
	callback *ssa.Function // the function that was registered
	given    *deposit      // how it, or else the channel's name, came to the call
}

// frame is a call on the way to the client's.
type frame struct {
	fn  *ssa.Function
	pos token.Pos
}

// open is an endpoint of which the parameters of an activation still decide
// something, with the calls from there down to the client's.
type open struct {
	ep   *endpoint
	deps origin
	// payload is the origin of the payload: a parameter whose type says what it
	// is does not leave its type to the caller.
	payload origin
	trace   []frame
}

// found is an endpoint with its whole trace.
type found struct {
	ep    *endpoint
	trace []frame
}

type findings struct {
	list     []found
	seen     map[string]bool
	declared []declared
	bound    []bound
	uses     map[use]*use
}

type declared struct {
	graph.Declaration
	pos token.Pos
}

type bound struct {
	graph.BindingFact
	pos token.Pos
}

// add starts an endpoint's way up, from the client's call.
func (a *activation) add(at ssa.Instruction, ep *endpoint, deps, payload origin) {
	if ep.dir == graph.Publish {
		a.pubs = appendNew(a.pubs, []*endpoint{ep}, maxContexts)
	}
	a.rise(&open{ep: ep, deps: deps, payload: payload, trace: a.above(at.Pos(), nil)})
}

// rise settles an endpoint here when none of this activation's parameters decide
// it, else leaves it to the callers, or to those who sent what decides it.
func (a *activation) rise(o *open) {
	o.deps.within = 0
	o.payload = a.undecided(o.payload, o.ep.event)
	all := o.deps.any() | o.payload.any()
	switch {
	case all == 0:
		a.m.close(o)
	case all&fromChan != 0 && a.sentBy(o):
	default:
		if len(a.open) < maxContexts {
			a.open = append(a.open, o)
		}
	}
}

// sentBy leaves an endpoint to the sends that decide it.
func (a *activation) sentBy(o *open) bool {
	for _, s := range a.brought[max(0, len(a.brought)-2):] {
		if s.key == "" {
			continue
		}
		a.m.sinkTo(s, o)
	}
	return len(a.brought) > 0
}

func (m *machine) sinkTo(s *send, o *open) {
	key := o.id()
	for i, have := range s.sinks {
		if have.id() == key {
			s.sinks[i] = o
			return
		}
	}
	if len(s.sinks) < maxAlternatives {
		s.sinks = append(s.sinks, o)
		m.dirty = true
	}
}

func (o *open) id() string {
	var b strings.Builder
	b.WriteString(o.ep.id())
	for _, f := range o.trace {
		b.WriteString("/" + f.fn.String())
	}
	return b.String()
}

func (e *endpoint) id() string {
	parts := []string{string(e.dir), e.broker, e.channel.name().Text, e.event.Type}
	if e.exchange != nil {
		parts = append(parts, e.exchange.name().Text)
	}
	if e.group != nil {
		parts = append(parts, e.group.name().Text)
	}
	return strings.Join(parts, "|")
}

// resolve takes an endpoint of a called activation up to its caller.
func (a *activation) resolve(e *callEdge, act *activation, o *open, t target) {
	trace := o.trace
	if !t.library {
		trace = a.above(e.pos, trace)
	}
	a.rise(&open{
		ep:      a.renamed(act.fn, o, t),
		deps:    e.naming().translate(act.fn, o.deps),
		payload: e.translate(act.fn, o.payload),
		trace:   trace,
	})
}

// above puts a call in front of a trace. Wrappers that the compiler makes are
// left out.
func (a *activation) above(pos token.Pos, trace []frame) []frame {
	if a.fn.Synthetic != "" && a.fn.Pkg == nil && a.fn.Origin() == nil || !pos.IsValid() {
		return trace
	}
	return append([]frame{{a.fn, pos}}, trace...)
}

// resolveSent takes an endpoint to a value that was sent where it is decided.
func (a *activation) resolveSent(at ssa.Instruction, o *open, val Set) {
	a.rise(&open{
		ep:      o.ep,
		deps:    a.sentOrigin(o.deps, val),
		payload: a.sentOrigin(o.payload, val),
		trace:   a.above(at.Pos(), o.trace),
	})
}

// sentOrigin is the origin at a send of what decides something at the receiver.
func (a *activation) sentOrigin(at origin, val Set) origin {
	var out origin
	if at.self&fromChan != 0 {
		out = val.origin
	}
	if at.content&fromChan != 0 {
		out = out.or(a.m.deep(a, val))
	}
	return out
}

// renamed gives holes that are the called function's parameters the names that
// the caller has for them.
func (a *activation) renamed(fn *ssa.Function, o *open, t target) *endpoint {
	h := o.ep.channel.pureHole()
	if h == nil || h.kind != runtimeHole {
		return o.ep
	}
	for i := range fn.Params {
		bit, ok := paramBit(fn, i)
		if !ok || o.deps.self&bit == 0 || i >= len(t.args) || fn.Params[i].Name() != h.name {
			continue
		}
		if arg, ok := unwrap(t.args[i].single()).(*Text); ok && arg.id != o.ep.channel.id || ok && arg.pureHole() != nil && arg.pureHole().name != h.name {
			e := *o.ep
			e.channel = arg
			return &e
		}
	}
	return o.ep
}

// close makes an endpoint a finding.
func (m *machine) close(o *open) {
	if len(o.trace) == 0 {
		return
	}
	key := o.ep.id()
	if o.ep.sub != nil {
		key += "|" + o.ep.sub.key
	}
	for _, f := range o.trace {
		key += "/" + f.fn.String() + ":" + m.prog.position(f.pos)
	}
	if m.found.seen[key] {
		return
	}
	m.found.seen[key] = true
	m.found.list = append(m.found.list, found{o.ep, o.trace})
}

// eventOf is the type and encoding of a payload: what a serializer made it from,
// else its own type. In a map or slice of fields it is what was encoded there.
func (m *machine) eventOf(s Set, encoding string) graph.Event {
	for _, v := range s.vals {
		if e := m.eventOfValue(v, encoding, 0); e.Type != "" {
			return e
		}
	}
	for _, v := range s.vals {
		if e, ok := unwrap(v).(Encoded); ok {
			return graph.Event{Encoding: e.encoding}
		}
	}
	return graph.Event{}
}

func (m *machine) eventOfValue(v Value, encoding string, depth int) graph.Event {
	v = unwrapIface(v)
	for {
		e, ok := v.(Encoded)
		if !ok {
			break
		}
		encoding, v = e.encoding, unwrapIface(e.val)
	}
	if t := typeOfValue(v); t != nil && !types.IsInterface(t) {
		if e := m.event(t, encoding); e.Type != "" {
			return e
		}
	}
	if depth == 0 {
		return m.eventIn(unwrap(v))
	}
	return graph.Event{}
}

// eventIn looks for an encoded value in a map or slice.
func (m *machine) eventIn(v Value) graph.Event {
	var parts []Set
	switch v := v.(type) {
	case *Struct:
		parts = []Set{v.cells[writtenCell]}
	case Ref:
		parts = []Set{v.obj.cells[v.path+writtenCell]}
		if _, ok := v.obj.typ.Underlying().(*types.Map); ok {
			_, parts = m.entries(v.obj, elemType(v.obj.typ))
		}
	case Slice:
		if _, elems, ok := m.listElems(v, elemType(v.obj.typ)); ok {
			parts = elems
		}
	}
	for _, s := range parts {
		for _, e := range s.vals {
			if _, ok := unwrap(e).(Encoded); !ok {
				continue
			}
			if g := m.eventOfValue(e, "", 1); g.Type != "" {
				return g
			}
		}
	}
	return graph.Event{}
}

// unwrapIface takes bytes out of an interface, and leaves other values their
// dynamic type.
func unwrapIface(v Value) Value {
	if i, ok := v.(Iface); ok {
		if e, ok := i.val.(Encoded); ok {
			return e
		}
	}
	return v
}

// settingsText are the values of settings that are known.
func settingsText(attrs map[string]Set) map[string]string {
	var out map[string]string
	for name, s := range attrs {
		if len(s.vals) != 1 {
			continue
		}
		text := ""
		switch v := unwrap(s.vals[0]).(type) {
		case *Text:
			text = v.name().Text
		case Const:
			text = v.text
		}
		if text == "" {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[name] = text
	}
	return out
}
