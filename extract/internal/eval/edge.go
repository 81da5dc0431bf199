package eval

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// callEdge is one call of an activation: where, and the origins of what it was
// given in terms of the caller's parameters.
type callEdge struct {
	caller *activation
	pos    token.Pos
	args   []origin // as they are
	deep   []uint64 // with what is in them
	from   origin   // of the called value
	free   []origin // of what it captured, when the caller made it
}

// edge notes a call of an activation.
func (a *activation) edge(pos token.Pos, act *activation, t target) *callEdge {
	e := &callEdge{caller: a, pos: pos, from: t.from, args: make([]origin, len(t.args)), deep: make([]uint64, len(t.args))}
	if t.value != nil && t.value.in == a {
		e.free = t.value.from
	}
	for i, arg := range t.args {
		e.args[i], e.deep[i] = arg.origin, a.m.deep(a, arg).any()
	}
	if len(act.callers) < maxContexts {
		act.callers = append(act.callers, e)
	}
	return e
}

// translate gives an origin of the called function in terms of the caller's
// parameters.
func (e *callEdge) translate(fn *ssa.Function, from origin) origin {
	var out origin
	if from == (origin{}) {
		return out
	}
	for i := range fn.Params {
		bit, ok := paramBit(fn, i)
		if !ok || from.any()&bit == 0 || i >= len(e.args) {
			continue
		}
		if from.self&bit != 0 {
			out = out.or(e.args[i])
		}
		if from.content&bit != 0 {
			out.content |= e.deep[i]
		}
		if from.within&bit != 0 {
			out.within |= e.deep[i]
		}
	}
	for i := range fn.FreeVars {
		bit := freeBit(i)
		if from.any()&bit == 0 {
			continue
		}
		captured := e.from.any()
		if i < len(e.free) {
			captured = e.free[i].any()
		}
		if (from.self|from.content)&bit != 0 {
			out.content |= captured
		}
		if from.within&bit != 0 {
			out.within |= captured
		}
	}
	return out
}
