package eval

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// dispatches are the steps where the receiving code handed a message to a function
// value or through an interface.
func (e *endpoint) dispatches(p *Program) []int {
	var out []int
	for i, s := range e.sub.steps {
		if !s.dynamic || !fits(s.under, e.channel) || !p.own(s.fn) || e.sub.decodedBefore(s) || e.sub.strays(s) {
			continue
		}
		if !e.sub.inDispatch(p, s.parent) && !e.sub.onlyDecodes(i) && !e.sub.inHandling(i) && e.onBranch(i) {
			out = append(out, i)
		}
	}
	return out
}

// strays says whether a step got the decoded form in code that the messages did not
// reach otherwise: it was stored somewhere in between.
func (sub *subscription) strays(s step) bool {
	if !s.decoded || s.library || s.parent >= 0 {
		return false
	}
	for _, fn := range []*ssa.Function{sub.in, sub.hop} {
		if fn != nil && enclosing(fn) == enclosing(s.from.fn) {
			return false
		}
	}
	return true
}

// inHandling says whether a step was called by a function that itself handles one
// message: it was called by name, and passes something on that nobody decodes.
func (sub *subscription) inHandling(i int) bool {
	s := sub.steps[i]
	if s.parent < 0 || s.isGiven() || s.passed {
		return false
	}
	by := sub.steps[s.parent]
	return !by.dynamic && !by.source && by.fn.Parent() == nil &&
		!sub.decodedBelow(s.parent)
}

// onBranch says whether a step belongs to the branch that the receiving code has for
// the endpoint's channel, where it has one.
func (e *endpoint) onBranch(i int) bool {
	branched := false
	for j, s := range e.sub.steps {
		if !named(s.under, e.channel) {
			continue
		}
		if e.sub.inChain(i, j) || e.sub.inChain(j, i) {
			return true
		}
		branched = true
	}
	return !branched
}

// decodes notes that a message was decoded in a step.
func (sub *subscription) decodes(step int) {
	if !slices.Contains(sub.decoders, step) {
		sub.decoders = append(sub.decoders, step)
	}
}

// onlyDecodes says whether a step decodes the message for others: it does nothing with
// what it made, and code that was not handed the message otherwise got it.
func (sub *subscription) onlyDecodes(i int) bool {
	if sub.steps[i].decoded || !sub.decodedBelow(i) {
		return false
	}
	got := false
	for j, s := range sub.steps {
		switch {
		case !s.decoded:
		case sub.inChain(j, i):
			return false
		default:
			got = got || !sub.handed(j)
		}
	}
	return got
}

// handed says whether the raw message was handed to a function value or through an
// interface on the way to a step.
func (sub *subscription) handed(i int) bool {
	for ; i >= 0; i = sub.steps[i].parent {
		if sub.steps[i].dynamic && !sub.steps[i].decoded {
			return true
		}
	}
	return false
}

// decodedBelow says whether a message is decoded in a step or in what it calls.
func (sub *subscription) decodedBelow(i int) bool {
	return slices.ContainsFunc(sub.decoders, func(d int) bool { return d >= 0 && sub.inChain(d, i) })
}

// decodedAt says whether the function of a step itself decodes what it got, into a
// type of its own: then it handles the message.
func (sub *subscription) decodedAt(i int) bool {
	for _, d := range sub.decoded {
		if d.step == i && d.static {
			return true
		}
	}
	return false
}

// decodedByType says whether code that names the type has decoded messages.
func (sub *subscription) decodedByType() bool {
	return slices.ContainsFunc(sub.decoded, func(d decoding) bool { return d.static })
}

// decodedBefore says whether the function that calls a step's has decoded the message
// itself, and so handles it: unless it was given the function for that.
func (sub *subscription) decodedBefore(s step) bool {
	return s.decoded && !s.passed && sub.decodedAt(s.parent)
}

// inDispatch says whether a step, or one above it, is itself a dispatch to own code.
func (sub *subscription) inDispatch(p *Program, i int) bool {
	for ; i >= 0; i = sub.steps[i].parent {
		if sub.steps[i].dynamic && p.own(sub.steps[i].fn) {
			return true
		}
	}
	return false
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
