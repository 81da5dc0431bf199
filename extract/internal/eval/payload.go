package eval

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/graph"
)

// The payload decides where an endpoint's business call is by its type only: a
// helper that publishes its Order parameter fixes the type itself, one whose
// parameter is an interface, a type parameter or bytes leaves it to its callers.

// undecided is the part of a payload's origin that leaves its type open.
func (a *activation) undecided(payload origin, event graph.Event) origin {
	var open uint64
	for i, p := range declaredParams(a.fn) {
		if bit, ok := paramBit(a.fn, i); ok && a.leavesOpen(p.Type(), payload, bit, event) {
			open |= bit
		}
	}
	for i, v := range a.fn.FreeVars {
		if bit := freeBit(i); a.leavesOpen(pointee(v.Type()), payload, bit, event) {
			open |= bit
		}
	}
	if payload.any()&fromChan != 0 {
		for _, s := range a.brought[max(0, len(a.brought)-2):] {
			if s.elem == nil || a.leavesOpen(s.elem, payload, fromChan, event) {
				open |= fromChan
			}
		}
	}
	return origin{self: payload.self & open, content: payload.content & open}
}

// leavesOpen says whether a variable of a type may hold payloads of several: it,
// or what one of its fields holds. In the event itself only a field for any event
// counts, as envelopes have one; and a string only when it is the payload and an
// event was encoded in it.
func (a *activation) leavesOpen(t types.Type, payload origin, bit uint64, event graph.Event) bool {
	if payload.any()&bit == 0 {
		return false
	}
	if isString(t) {
		return payload.self&bit != 0 && event.Type != ""
	}
	return opens(t, event.Type != "" && a.m.eventName(pointee(t)) == event.Type, maxPayloadDepth)
}

// maxPayloadDepth is how deep in a struct a payload is looked for.
const maxPayloadDepth = 2

func opens(t types.Type, fixed bool, depth int) bool {
	if _, ok := t.(*types.TypeParam); ok {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Interface, *types.Signature:
		return true
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte && !fixed || opens(u.Elem(), fixed, depth)
	case *types.Pointer:
		return opens(u.Elem(), fixed, depth)
	case *types.Struct:
		generated := isGenerated(t)
		for f := range u.Fields() {
			if generated && (!f.Exported() || strings.HasPrefix(f.Name(), "XXX_")) {
				continue
			}
			if depth > 0 && opens(f.Type(), fixed, depth-1) {
				return true
			}
		}
	}
	return false
}

// isGenerated says whether a struct is a message that protoc made: it has fields of
// its runtime, which hold no payload.
func isGenerated(t types.Type) bool {
	method, _, _ := types.LookupFieldOrMethod(t, true, nil, "ProtoMessage")
	_, ok := method.(*types.Func)
	return ok
}

// declaredParams are a function's parameters as its source has them: those of an instance
// may be of type parameters.
func declaredParams(fn *ssa.Function) []*ssa.Parameter {
	if o := fn.Origin(); o != nil && len(o.Params) == len(fn.Params) {
		return o.Params
	}
	return fn.Params
}
