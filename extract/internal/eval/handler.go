package eval

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

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
		c := consumer{f, r}
		for _, t := range m.registrations(c, m.specific(c, r, c.steps(m.prog))) {
			if t = joinTraces(t, f.trace); m.firstOwn(t) >= 0 {
				out = addHandler(out, consumer{found{f.ep, t}, r}, f.trace)
			}
		}
	}
	if len(out) == 0 && (len(f.trace) == 1 || !m.prog.own(f.trace[len(f.trace)-1].fn)) {
		for _, t := range m.givenBy(f) {
			out = append(out, consumer{found{f.ep, t}, -1})
		}
	}
	if len(out) == 0 {
		out = append(out, consumer{found{f.ep, f.received()}, -1})
	}
	return out
}

// received is the trace from the function to which wrappers hand up the messages.
func (f found) received() []frame {
	via := f.ep.sub.via
	if n := len(via); n == 0 || len(f.trace) > 1 {
		return f.trace
	}
	return append(slices.Clone(via), f.trace...)
}

// addHandler adds a consumer. Several handlers that one call registers are a choice
// that its code makes for each message: then no one of them is the handler, and the trace is the endpoint's own.
func addHandler(list []consumer, c consumer, own []frame) []consumer {
	for i, have := range list {
		if have.trace[0] == c.trace[0] {
			if have.root >= 0 && have.ep.sub.steps[have.root].fn != c.ep.sub.steps[c.root].fn {
				list[i].root, list[i].trace = -1, own
			}
			return list
		}
	}
	return append(list, c)
}

// registrations are the calls that decided on the handler, which is a step. Where the
// handler is a method, what its object holds does not count.
func (m *machine) registrations(c consumer, handler int) [][]frame {
	for i := handler; i >= 0; i = c.ep.sub.steps[i].parent {
		s := c.ep.sub.steps[i]
		if above := m.beyond(c.found, m.decidedBy(s.from, s.given)); len(above) > 0 {
			return above
		}
		for d := s.dep; d != nil; d = d.before {
			deep := i != handler || s.fn.Signature.Recv() == nil
			if above := m.beyond(c.found, m.deposited(d, deep)); len(above) > 0 {
				return above
			}
		}
	}
	return nil
}

// beyond keeps the traces that begin above another one, rather than in code that
// the messages themselves reached.
func (m *machine) beyond(c found, above [][]frame) [][]frame {
	var out [][]frame
	for _, t := range above {
		if i := m.firstOwn(t); i < 0 || !contains(c.trace, t[i]) && !c.ep.sub.reached(t[i].fn) {
			out = append(out, t)
		}
	}
	return out
}

// reached says whether a function, or one that it is a literal of, got messages.
func (sub *subscription) reached(fn *ssa.Function) bool {
	for ; sub != nil && fn != nil; fn = fn.Parent() {
		if slices.ContainsFunc(sub.steps, func(s step) bool { return s.fn == fn }) {
			return true
		}
	}
	return false
}

func contains(trace []frame, f frame) bool {
	for _, have := range trace {
		if have == f {
			return true
		}
	}
	return false
}

// made says whether a wrapper on the way to a registration made a step's function.
func (m *machine) made(c consumer, s step) bool {
	if wraps(c.trace, s.by) {
		return true
	}
	for d := s.dep; d != nil && s.by != nil; d = d.before {
		if d.act.fn == s.by && len(m.deposited(d, true)) > 0 {
			return true
		}
	}
	return false
}

// givenBy are the traces from where the channel, or the registered handler, was
// put in the place that the client's call took it from.
func (m *machine) givenBy(f found) [][]frame {
	for d := f.ep.given; d != nil; d = d.before {
		var out [][]frame
		for _, above := range m.beyond(f, m.deposited(d, false)) {
			if t := joinTraces(above, f.trace); m.firstOwn(above) >= 0 {
				out = append(out, t)
			}
		}
		if len(out) == 0 && m.firstOwn(f.trace) < 0 && m.prog.own(d.act.fn) {
			out = append(out, joinTraces([]frame{{d.act.fn, d.pos}}, f.trace))
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// handler is the function that processes one message of the endpoint's channel:
// the first of the user's own that gets the message and is specific to it.
//
// Code is not specific when what it hands the message to is given to it: by its
// caller, or by a wrapper on the trace that made it. So this is the case of a
// branch on the channel, else the function value or implementation that was
// registered, else what the receiving loop calls with the message, else the
// function with the loop.
func (m *machine) handler(c consumer) *ssa.Function {
	first := c.ep.sub.in
	if c.ep.sub.hop != nil {
		first = c.ep.sub.hop
	}
	if i := m.handlerStep(c, first, c.steps(m.prog)); i >= 0 {
		return c.ep.sub.steps[i].fn
	}
	if first == nil {
		return c.ep.callback
	}
	return first
}

func (m *machine) handlerStep(c consumer, first *ssa.Function, steps []int) int {
	for _, i := range steps {
		if named(c.ep.sub.steps[i].under, c.ep.channel) {
			return m.specific(c, i, steps)
		}
	}
	if c.root >= 0 {
		return m.specific(c, c.root, steps)
	}
	if first != nil && (m.prog.own(first) || len(steps) == 0) {
		return m.loopHandler(c, first, c.loop(first), steps)
	}
	if len(steps) > 0 {
		return m.specific(c, steps[0], steps)
	}
	return -1
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

// decodedAs is what the messages are decoded as: under a branch that names the
// channel, else the first on the way to the handler.
func (c consumer) decodedAs() *decoding {
	sub := c.ep.sub
	if d := c.decodedIn(func(step int) bool { return sub.inChain(step, c.root) }); d != nil || c.root < 0 || !sub.steps[c.root].decoded {
		return d
	}
	return c.decodedIn(func(step int) bool { return step < c.root })
}

// decodedIn is what the messages are decoded as in some of the steps.
func (c consumer) decodedIn(in func(step int) bool) *decoding {
	var first *decoding
	several := false
	sub := c.ep.sub
	for i, d := range sub.decoded {
		if !fits(d.under, c.ep.channel) || !in(d.step) {
			continue
		}
		if named(d.under, c.ep.channel) {
			return &sub.decoded[i]
		}
		switch {
		case first == nil:
			first = &sub.decoded[i]
		case first.inner || !d.inner: // else the envelope is what all have
			several = true
		}
	}
	if several && len(sub.eps) > 1 {
		return nil // which of them, for which channel, is not known
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
