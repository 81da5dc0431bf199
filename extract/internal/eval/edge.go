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
	names  []uint64 // with what is in them but payloads
	from   origin   // of the called value
	free   []origin // of what it captured, when the caller made it
}

// edge notes a call of an activation.
func (a *activation) edge(pos token.Pos, act *activation, t target) *callEdge {
	e := &callEdge{caller: a, pos: pos, from: t.from, args: make([]origin, len(t.args)), deep: make([]uint64, len(t.args)), names: make([]uint64, len(t.args))}
	if t.value != nil && t.value.in == a {
		e.free = t.value.from
	}
	for i, arg := range t.args {
		e.args[i], e.deep[i], e.names[i] = arg.origin, a.m.deep(a, arg).any(), a.m.deep(a, unencoded(arg)).any()
	}
	if len(act.callers) < maxContexts {
		act.callers = append(act.callers, e)
	}
	return e
}

// unencoded is a struct without its payload: the fields that hold encoded values.
func unencoded(s Set) Set {
	v, ok := s.single().(*Struct)
	if !ok {
		return s
	}
	c := *v
	c.cells = make(map[string]Set, len(v.cells))
	for p, cell := range v.cells {
		if _, ok := unwrap(cell.single()).(Encoded); !ok {
			c.cells[p] = cell
		}
	}
	s.vals = []Value{&c}
	return s
}

// naming is the edge as it is for what names a channel or a handler.
func (e *callEdge) naming() *callEdge {
	c := *e
	c.deep = e.names
	return &c
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
