package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Between the code that receives and the handler may stand functions that only lead to
// it: middleware, adapters, literals that call an element of a table.

// specific goes from a step to the one that it only leads to. What code of
// frameworks does in between does not count.
func (m *machine) specific(c consumer, i int, steps []int) int {
	s := c.ep.sub.steps[i]
	if s.source {
		if j := m.loopHandler(c, s.fn, i, steps); j >= 0 {
			return j
		}
	}
	wrapper := m.made(c, s)
	next := m.delegate(c, i, steps)
	for _, j := range steps {
		n := c.ep.sub.steps[j]
		hop, ok := m.firstHop(c.ep.sub, j, i)
		if !ok || n.fn == s.fn {
			continue
		}
		if n.dynamic && hop.dynamic && (wrapper || hop.isGiven() || m.varies(c.ep.sub, i, n)) && (next < 0 || n.decoded && !c.ep.sub.steps[next].decoded) ||
			next < 0 && forwards(s.fn, n.fn) {
			next = j
		}
		if hop.dynamic && hop.fn == n.fn && passesOn(s.fn, n.fn) && c.ep.sub.decodedBelow(j) {
			next = j
			break
		}
	}
	if next < 0 {
		return i
	}
	return m.specific(c, next, steps)
}

// firstHop is the step by which code of step i went on to step j, through steps of
// frameworks only.
func (m *machine) firstHop(sub *subscription, j, i int) (step, bool) {
	for {
		s := sub.steps[j]
		if s.parent == i {
			return s, true
		}
		if s.parent < 0 || m.prog.own(sub.steps[s.parent].fn) {
			return step{}, false
		}
		j = s.parent
	}
}

// varies says whether the function of a step is shared with messages of other calls,
// and hands those to other functions than this one.
func (m *machine) varies(sub *subscription, i int, to step) bool {
	if sub.decodedAt(i) {
		return false
	}
	for _, other := range m.subs {
		if other == sub {
			continue
		}
		elsewhere := false
		for _, n := range other.steps {
			if n.dynamic && n.parent >= 0 && other.steps[n.parent].fn == sub.steps[i].fn {
				if n.fn == to.fn {
					elsewhere = false
					break
				}
				elsewhere = true
			}
		}
		if elsewhere {
			return true
		}
	}
	return false
}

// passesOn says whether a function takes exactly what another does: middleware calls
// the next handler with what it got.
func passesOn(fn, to *ssa.Function) bool {
	x, y := fn.Signature, to.Signature
	return x.Params().Len() > 0 && types.Identical(x.Params(), y.Params()) && types.Identical(x.Results(), y.Results())
}

// forwards says whether a function literal only calls another function.
func forwards(fn, to *ssa.Function) bool {
	if fn.Parent() == nil || len(fn.Blocks) != 1 {
		return false
	}
	calls := 0
	for _, in := range fn.Blocks[0].Instrs {
		switch in := in.(type) {
		case *ssa.Call:
			if calls++; in.Call.StaticCallee() != to {
				return false
			}
		case *ssa.UnOp, *ssa.FieldAddr, *ssa.Return, *ssa.Extract, *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.ChangeType, *ssa.Alloc, *ssa.Store:
		default:
			return false
		}
	}
	return calls == 1
}

// isGiven says whether the caller of a step's caller gave it the function.
func (s step) isGiven() bool { return s.given.self|s.given.content != 0 }
