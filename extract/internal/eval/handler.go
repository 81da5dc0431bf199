package eval

import "golang.org/x/tools/go/ssa"

// handler is the function that processes one message of an endpoint's channel:
// the first of the user's own that gets the message and is specific to it.
//
// That is, in this order: the case of a branch on the channel; a function that a
// value or an interface led to, from code that serves whatever it is given; the
// function that the receiving loop calls with the message; the function with the
// loop itself.
func (e *endpoint) handler(p *Program) *ssa.Function {
	sub := e.sub
	var steps []step
	for _, s := range sub.steps {
		if !fits(s.under, e.channel) || !p.own(s.fn) {
			continue
		}
		if named(s.under, e.channel) {
			return s.fn
		}
		steps = append(steps, s)
	}
	first := sub.in
	if first == nil && len(steps) > 0 {
		first, steps = steps[0].fn, steps[1:]
	}
	if first == nil {
		return e.callback
	}
	if e.shared(first) {
		if h := dispatched(steps, first); h != nil {
			return h
		}
	}
	for _, s := range steps {
		if !s.dynamic && !s.decoded && s.from == first && s.fn.Parent() != first {
			return s.fn
		}
	}
	return first
}

func dispatched(steps []step, first *ssa.Function) *ssa.Function {
	for _, s := range steps {
		if s.dynamic && s.fn != first {
			return s.fn
		}
	}
	return nil
}

// shared says whether a function serves whatever channel or handler it is given:
// then the endpoint's business call lies above it.
func (e *endpoint) shared(fn *ssa.Function) bool { return e.business != enclosing(fn) }

func enclosing(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

func (p *Program) own(fn *ssa.Function) bool {
	fn = enclosing(fn)
	if o := fn.Origin(); o != nil {
		fn = o
	}
	return fn.Pkg != nil && p.Own[fn.Pkg]
}
