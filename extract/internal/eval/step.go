package eval

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Steps are the functions that a message goes through.

// receipt is the messages that a call gets, with the steps that it is.
type receipt struct {
	m     *machine
	steps []stepOf
}

type stepOf struct {
	sub *subscription
	i   int
}

// receivedBy notes that a function is about to get messages among its arguments.
// The receipt is to be closed when the function has run.
func (m *machine) receivedBy(a *activation, t target) *receipt {
	var r *receipt
	if isWrapper(a.fn) {
		return nil // the wrapper itself stands for the method that it calls
	}
	if isRangeBody(t.fn) {
		return nil // a loop's body is a part of the function around it
	}
	method := t.fn.Signature.Recv() != nil
	for n, arg := range t.args {
		if anything(t.fn, n) {
			continue
		}
		for i, v := range arg.vals {
			if i >= maxUnroll/16 {
				break
			}
			got, decoded := m.carried(v, 0)
			if method && n == 0 && !isSource(v) {
				continue // a method of the message or event itself handles nothing
			}
			for _, sub := range got {
				i := sub.addStep(step{
					fn: m.behind(t.fn, t.free), from: a, at: a.pos, parent: m.innermost(sub, a.fn), dynamic: t.dynamic,
					decoded: decoded, source: isSource(v), library: t.library,
					under: m.under(sub), by: t.by, given: t.from, dep: t.dep,
					passed: t.value != nil && t.from.self|t.from.content != 0,
				})
				if i < 0 {
					continue
				}
				if r == nil {
					r = &receipt{m: m}
				}
				r.steps = append(r.steps, stepOf{sub, i})
			}
		}
	}
	if r != nil {
		m.running = append(m.running, r.steps...)
	}
	return r
}

// anything says whether a parameter takes any number of values of any type. What gets
// a message among those prints it: a log's method handles nothing.
func anything(fn *ssa.Function, param int) bool {
	if !fn.Signature.Variadic() || param != len(fn.Params)-1 {
		return false
	}
	it, ok := elemType(fn.Params[param].Type()).Underlying().(*types.Interface)
	return ok && it.Empty()
}

// isWrapper says whether SSA made a function to bind or promote a method.
func isWrapper(fn *ssa.Function) bool {
	return fn.Synthetic != "" && fn.Pkg == nil && fn.Origin() == nil
}

// isSource says whether a value brings messages: a Go channel or an object of a
// library, rather than one message.
func isSource(v Value) bool {
	switch v := unwrap(v).(type) {
	case Ref:
		return v.obj.msg == nil && (v.obj.ch != nil || v.obj.lib && len(subsOf(v.obj)) > 0)
	case *Struct:
		return v.msg == nil && len(subsIn(v.cells)) > 0
	}
	return false
}

// behind is the function that a wrapper calls, or the function itself. A method of an
// interface value that was bound is the method of what the value holds.
func (m *machine) behind(fn *ssa.Function, free []Set) *ssa.Function {
	if !isWrapper(fn) {
		return fn
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			switch {
			case !ok:
			case call.Call.StaticCallee() != nil:
				return call.Call.StaticCallee()
			case call.Call.IsInvoke() && len(free) > 0:
				for _, v := range free[0].vals {
					if i, ok := v.(Iface); ok && m.prog.method(i.typ, call.Call.Method) != nil {
						return m.prog.method(i.typ, call.Call.Method)
					}
				}
			}
		}
	}
	return fn
}

// done ends a receipt; act is what the function did, nil if it was not evaluated.
func (r *receipt) done(act *activation) {
	if r == nil {
		return
	}
	r.m.running = r.m.running[:len(r.m.running)-len(r.steps)]
	if act == nil {
		return
	}
	for _, s := range r.steps {
		s.sub.steps[s.i].yields = s.sub.steps[s.i].yields || converts(act.fn) && r.m.yields(act, s.sub)
		s.sub.pubs = append(s.sub.pubs, reaction{act.pubs, act.uses, s.i, s.sub.steps[s.i].under})
	}
}

// yields says whether a function returned messages of a subscription, in any form.
func (m *machine) yields(act *activation, sub *subscription) bool {
	for _, result := range act.results {
		if subs, _ := m.carriedByAll(result, 0); slices.Contains(subs, sub) {
			return true
		}
	}
	return false
}

// innermost is the step that a function's code belongs to: the innermost running one,
// or for a literal that runs later, the one that made it.
func (m *machine) innermost(sub *subscription, fn *ssa.Function) int {
	if i := m.inside(sub); i >= 0 {
		return i
	}
	for p := fn.Parent(); p != nil; p = p.Parent() {
		for i := range sub.steps {
			if sub.steps[i].fn == p {
				return i
			}
		}
	}
	return -1
}

// inside is the innermost running step of a subscription, -1 if there is none.
func (m *machine) inside(sub *subscription) int {
	for i := len(m.running) - 1; i >= 0; i-- {
		if m.running[i].sub == sub {
			return m.running[i].i
		}
	}
	return -1
}

const maxStepsOfMessage = 64

// addStep adds a step, or finds the equal one.
func (sub *subscription) addStep(s step) int {
	for i, have := range sub.steps {
		if have.fn == s.fn && have.dynamic == s.dynamic && have.parent == s.parent && have.dep == s.dep && sameUnder(have.under, s.under) {
			return i
		}
	}
	if len(sub.steps) >= maxStepsOfMessage {
		return -1
	}
	sub.steps = append(sub.steps, s)
	return len(sub.steps) - 1
}

func sameUnder(x, y []narrowing) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].key() != y[i].key() {
			return false
		}
	}
	return true
}

// under is what branches have established about the channel of a subscription's
// messages.
func (m *machine) under(sub *subscription) []narrowing {
	var out []narrowing
	for _, n := range m.narrow {
		if n.sub == sub {
			out = append(out, n)
		}
	}
	return out
}

// fits says whether a message of a channel can be where branches have led.
func fits(under []narrowing, channel *Text) bool {
	for _, n := range under {
		if (n.channel.id == channel.settled().id) == n.not {
			return false
		}
	}
	return true
}

// named says whether branches have led to exactly this channel.
func named(under []narrowing, channel *Text) bool {
	for _, n := range under {
		if !n.not && n.channel.id == channel.settled().id {
			return true
		}
	}
	return false
}
