package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Code that receives hands each message on: in a loop of its own, or in the method
// that a library gives a source of messages. What it hands them to is the handler,
// unless it decodes them itself.

// loop is the step in which a function receives: -1 if it was called without what
// brings the messages.
func (c consumer) loop(first *ssa.Function) int {
	for i, s := range c.ep.sub.steps {
		if s.source && s.fn == first {
			return i
		}
	}
	return -1
}

// loopHandler finds the step to the handler from a function that receives, which is
// step base, -1 if that is the handler itself.
func (m *machine) loopHandler(c consumer, first *ssa.Function, base int, steps []int) int {
	for _, i := range steps {
		if s := c.ep.sub.steps[i]; c.inBody(i, first, base) && s.dynamic && s.isGiven() && !c.ep.sub.decodedBefore(s) {
			return m.specific(c, i, steps)
		}
	}
	if wraps(c.trace, first) {
		for _, i := range steps {
			if s := c.ep.sub.steps[i]; c.inBody(i, first, base) && s.dynamic && !c.ep.sub.decodedBefore(s) {
				return m.specific(c, i, steps)
			}
		}
	}
	decodes := c.bodyDecodes(first, base)
	if decodes && !wraps(c.trace, first) {
		return -1
	}
	only := -1
	for _, i := range m.inLoop(c, first, base, steps) {
		s := c.ep.sub.steps[i]
		if !s.dynamic && decodes {
			continue // what a loop that decodes does with the rest
		}
		if !s.dynamic && s.fn.Parent() == nil {
			return m.specific(c, i, steps)
		}
		if s.dynamic && only >= 0 && c.ep.sub.steps[only].fn != s.fn {
			return -1 // it chooses among several
		}
		if s.dynamic {
			only = i
		}
	}
	if only >= 0 {
		return m.specific(c, only, steps)
	}
	return -1
}

// inBody says whether a step is called in the body of a loop: of the function that
// receives, step base, or of a literal that the body runs for each message.
func (c consumer) inBody(i int, first *ssa.Function, base int) bool {
	sub := c.ep.sub
	for i = sub.steps[i].parent; i != base; i = sub.steps[i].parent {
		if i < 0 || !sub.steps[i].isBody(first) {
			return false
		}
	}
	return true
}

// isBody says whether a step is a literal that a receiving function calls at once, as it
// does to handle each message in a goroutine.
func (s step) isBody(first *ssa.Function) bool {
	return !s.dynamic && s.fn.Parent() != nil && enclosing(s.fn) == enclosing(first)
}

// bodyDecodes says whether the body of a loop itself decodes the messages.
func (c consumer) bodyDecodes(first *ssa.Function, base int) bool {
	sub := c.ep.sub
	if sub.decodedAt(base) {
		return true
	}
	for i, s := range sub.steps {
		if s.isBody(first) && c.inBody(i, first, base) && sub.decodedAt(i) {
			return true
		}
	}
	return false
}

// inLoop are the steps to which a receiving function hands messages as they came. What
// only converts them for it is none.
func (m *machine) inLoop(c consumer, first *ssa.Function, base int, steps []int) []int {
	var out []int
	for _, i := range steps {
		s := c.ep.sub.steps[i]
		if s.decoded || !c.inBody(i, first, base) || !s.dynamic && (s.yields || converts(s.fn) && !m.concludes(s.fn)) {
			continue
		}
		if enclosing(s.from.fn) == enclosing(first) || wraps(c.trace, first) {
			out = append(out, i)
		}
	}
	return out
}

// delegate is the step to which one hands its message as it came, through a value in
// one of its fields, to be decoded there: the only one of a function that does not
// decode itself, -1 if there is none.
func (m *machine) delegate(c consumer, i int, steps []int) int {
	sub := c.ep.sub
	if sub.decodedAt(i) {
		return -1
	}
	only := -1
	for _, j := range steps {
		n := sub.steps[j]
		if n.parent != i || !n.dynamic || n.decoded || n.dep == nil || converts(n.fn) {
			continue
		}
		if !sub.decodedBelow(j) {
			continue
		}
		if only >= 0 && sub.steps[only].fn != n.fn {
			return -1
		}
		only = j
	}
	return only
}

// converts says whether a function returns more than whether it could do something:
// it makes something of a message for its caller.
func converts(fn *ssa.Function) bool {
	for v := range fn.Signature.Results().Variables() {
		if b, ok := v.Type().Underlying().(*types.Basic); !isErrorType(v.Type()) && !(ok && b.Info()&(types.IsBoolean|types.IsInteger) != 0) {
			return true
		}
	}
	return false
}

// concludes says whether a function returns a struct of the program: an outcome, if it
// is not what the message was decoded into.
func (m *machine) concludes(fn *ssa.Function) bool {
	for v := range fn.Signature.Results().Variables() {
		t := pointee(v.Type())
		if _, ok := t.Underlying().(*types.Struct); ok && m.prog.ownType(t) {
			return true
		}
	}
	return false
}

// returned makes the caller of an own function that received messages for it the one
// that receives.
func (a *activation) returned(fn *ssa.Function, result Set) {
	if !a.m.receives(fn) || !a.m.prog.own(fn) || !a.m.prog.own(a.fn) {
		return
	}
	subs, decoded := a.m.carriedByAll(result, 0)
	for _, sub := range subs {
		if sub.in == fn && !decoded {
			sub.in, sub.via = a.fn, append([]frame{{a.fn, a.pos}}, sub.via...)
		}
	}
}

// receives says whether a function is the one that receives for some subscription.
func (m *machine) receives(fn *ssa.Function) bool {
	for _, sub := range m.subs {
		if sub.in == fn {
			return true
		}
	}
	return false
}
