package eval

import "golang.org/x/tools/go/ssa"

// A consuming endpoint ends where its messages are handled. Which function that
// is, and which business call decided on it, is told by the steps that a message
// took: the own functions that got it.

// consumer is a consuming endpoint with one of its handlers.
type consumer struct {
	found
	root int // the step that leads to the handler, -1 if there is none
}

// consumers splits a consuming endpoint by the handlers that were registered for
// it in different places, and puts the calls that registered them above its trace.
func (m *machine) consumers(f found) []consumer {
	var out []consumer
	roots := f.ep.dispatches(m.prog)
	for _, r := range roots {
		s := f.ep.sub.steps[r]
		above := m.decidedBy(s.from, s.given)
		if len(above) == 0 {
			above = m.deposited(s.dep, true)
		}
		for _, t := range above {
			out = append(out, consumer{found{f.ep, joinTraces(t, f.trace)}, r})
		}
	}
	if len(out) == 0 {
		for _, t := range m.deposited(f.ep.given, false) {
			out = append(out, consumer{found{f.ep, joinTraces(t, f.trace)}, -1})
		}
	}
	if len(out) == 0 {
		out = append(out, consumer{f, -1})
	}
	return out
}

// dispatches are the steps where the receiving code handed a message to a function
// value or through an interface.
func (e *endpoint) dispatches(p *Program) []int {
	var out []int
	for i, s := range e.sub.steps {
		if !s.dynamic || !fits(s.under, e.channel) || !p.own(s.fn) {
			continue
		}
		if top := e.sub.topDispatch(s.parent); top < 0 {
			out = append(out, i)
		}
	}
	return out
}

// topDispatch is the outermost dynamic step above a step, -1 if there is none.
func (sub *subscription) topDispatch(i int) int {
	top := -1
	for ; i >= 0; i = sub.steps[i].parent {
		if sub.steps[i].dynamic {
			top = i
		}
	}
	return top
}

// inChain says whether a step belongs to the handling that starts at root.
func (sub *subscription) inChain(i, root int) bool {
	if root < 0 {
		return true
	}
	for ; i >= 0; i = sub.steps[i].parent {
		if i == root {
			return true
		}
	}
	return false
}

// handler is the function that processes one message of the endpoint's channel:
// the first of the user's own that gets the message and is specific to it.
//
// Code is not specific when what it hands the message to is given to it: by its
// caller, or by a wrapper on the trace that made it. So this is the case of a
// branch on the channel, else the function value or implementation that was
// registered, else what the receiving loop calls with the message, else the
// function with the loop.
func (c consumer) handler(p *Program) *ssa.Function {
	steps := c.steps(p)
	for _, i := range steps {
		if named(c.ep.sub.steps[i].under, c.ep.channel) {
			return c.specific(i, steps)
		}
	}
	if c.root >= 0 {
		return c.specific(c.root, steps)
	}
	first := c.ep.sub.in
	if first == nil {
		if len(steps) > 0 {
			return c.specific(steps[0], steps)
		}
		return c.ep.callback
	}
	return c.loop(first, steps)
}

// steps are those of the endpoint's messages in own code.
func (c consumer) steps(p *Program) []int {
	var out []int
	for i, s := range c.ep.sub.steps {
		if fits(s.under, c.ep.channel) && p.own(s.fn) && c.ep.sub.inChain(i, c.root) {
			out = append(out, i)
		}
	}
	return out
}

// loop finds the handler from the function that receives.
func (c consumer) loop(first *ssa.Function, steps []int) *ssa.Function {
	for _, i := range steps {
		if s := c.ep.sub.steps[i]; s.parent < 0 && s.dynamic && s.isGiven() {
			return c.specific(i, steps)
		}
	}
	if wraps(c.trace, first) {
		for _, i := range steps {
			if s := c.ep.sub.steps[i]; s.parent < 0 && s.dynamic {
				return c.specific(i, steps)
			}
		}
	}
	for _, i := range steps {
		s := c.ep.sub.steps[i]
		if !s.dynamic && !s.decoded && s.parent < 0 && enclosing(s.from.fn) == enclosing(first) && s.fn.Parent() == nil {
			return c.specific(i, steps)
		}
	}
	return first
}

// specific goes from a step to the one that it only leads to.
func (c consumer) specific(i int, steps []int) *ssa.Function {
	s := c.ep.sub.steps[i]
	wrapper := wraps(c.trace, s.by)
	for _, j := range steps {
		next := c.ep.sub.steps[j]
		if next.parent == i && next.dynamic && next.fn != s.fn && (wrapper || next.isGiven()) {
			return c.specific(j, steps)
		}
	}
	return s.fn
}

// isGiven says whether the caller of a step's caller gave it the function.
func (s step) isGiven() bool { return s.given.self|s.given.content != 0 }

// decodedAs is what the messages are decoded as: under a branch that names the
// channel, else the first on the way to the handler.
func (c consumer) decodedAs() *decoding {
	var first *decoding
	sub := c.ep.sub
	for i, d := range sub.decoded {
		if !fits(d.under, c.ep.channel) || !sub.inChain(d.step, c.root) {
			continue
		}
		if named(d.under, c.ep.channel) {
			return &sub.decoded[i]
		}
		if first == nil {
			first = &sub.decoded[i]
		}
	}
	return first
}

func enclosing(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

func (p *Program) own(fn *ssa.Function) bool {
	if fn == nil {
		return false
	}
	fn = enclosing(fn)
	if o := fn.Origin(); o != nil {
		fn = o
	}
	return fn.Pkg != nil && p.Own[fn.Pkg]
}
