package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// target is one function that a call may go to.
type target struct {
	fn   *ssa.Function
	free []Set
	args []Set
	// from is the origin of the called value, for what it captured.
	from origin
	// dynamic says that a value or an interface decided on the target.
	dynamic bool
}

func (a *activation) callInstr(in *ssa.Call) bool {
	results, returns := a.invoke(in, &in.Call)
	if !returns {
		a.dead, a.ended = a.m.since(a.starts[0], a.seq0), true
		return false
	}
	switch in.Call.Signature().Results().Len() {
	case 0:
	case 1:
		if len(results) > 0 {
			a.put(in, results[0])
		} else {
			a.put(in, a.m.unknown(in.Type(), ""))
		}
	default:
		a.tuple(in, results...)
	}
	return true
}

// invoke evaluates a call; returns is false for functions that end the program.
func (a *activation) invoke(at ssa.CallInstruction, c *ssa.CallCommon) (results []Set, returns bool) {
	if b, ok := c.Value.(*ssa.Builtin); ok && !c.IsInvoke() {
		return a.builtin(at, b, c.Args)
	}
	args := make([]Set, len(c.Args))
	for i, arg := range c.Args {
		args[i] = a.textAt(a.get(arg), at.Pos())
	}
	for _, t := range a.targets(c, args) {
		r, ok := a.callTarget(at, c, t)
		if !ok {
			continue
		}
		returns = true
		for i, s := range r {
			if i == len(results) {
				results = append(results, Set{})
			}
			results[i] = joinTexts(results[i], s)
		}
	}
	return results, returns
}

// targets are the functions that a call may go to.
func (a *activation) targets(c *ssa.CallCommon, args []Set) []target {
	if c.IsInvoke() {
		return a.methods(c, args)
	}
	if fn := c.StaticCallee(); fn != nil {
		t := target{fn: fn, args: args}
		if _, ok := c.Value.(*ssa.MakeClosure); ok {
			s := a.get(c.Value)
			t.from = s.origin
			if f, ok := s.single().(*Func); ok {
				t.free = f.free
			}
		}
		return []target{t}
	}
	s := a.get(c.Value)
	var out []target
	for _, v := range s.vals {
		if f, ok := unwrap(v).(*Func); ok {
			out = append(out, target{fn: f.fn, free: f.free, args: args, from: s.origin, dynamic: true})
		}
	}
	if len(out) == 0 {
		out = append(out, target{args: args, dynamic: true})
	}
	return out
}

// methods are the methods that a call through an interface may go to.
func (a *activation) methods(c *ssa.CallCommon, args []Set) []target {
	recv := a.get(c.Value)
	var out []target
	unknown := false
	for _, v := range recv.vals {
		switch v := v.(type) {
		case Iface:
			if fn := a.m.prog.method(v.typ, c.Method); fn != nil {
				out = append(out, target{fn: fn, args: prepend(one(v.val).from(recv.origin), args), dynamic: true})
			} else {
				unknown = true
			}
		case Nil:
		default:
			unknown = true
		}
	}
	if unknown && len(out) == 0 {
		out = append(out, a.guess(c, recv, args)...)
	}
	if len(out) == 0 {
		out = append(out, target{args: prepend(recv, args), dynamic: true})
	}
	return out
}

func prepend(s Set, rest []Set) []Set { return append([]Set{s}, rest...) }

// guess gives the methods of the only type that the program puts in interfaces
// and that fits, for a receiver that is not known.
func (a *activation) guess(c *ssa.CallCommon, recv Set, args []Set) []target {
	t := c.Value.Type()
	if !a.m.prog.ownInterface(t) {
		return nil
	}
	for _, v := range recv.vals {
		if r, ok := v.(Ref); ok && r.obj.lib {
			return nil
		}
	}
	impl := a.m.prog.onlyImplementation(t)
	if impl == nil {
		return nil
	}
	fn := a.m.prog.method(impl, c.Method)
	if fn == nil {
		return nil
	}
	return []target{{fn: fn, args: prepend(a.m.unknown(impl, ""), args), dynamic: true}}
}

// callTarget evaluates one target of a call.
func (a *activation) callTarget(at ssa.CallInstruction, c *ssa.CallCommon, t target) ([]Set, bool) {
	fn := t.fn
	if fn == nil || len(fn.Blocks) == 0 || !a.m.prog.evaluated(fn) {
		return a.external(at, c, t)
	}
	subs := a.m.receivedBy(a, t)
	act := a.m.enter(a, at, fn, t.free, t.args)
	if act == nil {
		return a.m.unknownResults(fn.Signature, fn.Name()), true
	}
	a.adopt(at, act, t)
	for _, sub := range subs {
		sub.pubs = append(sub.pubs, reaction{act.pubs, a.m.under(sub)})
	}
	if act.done && len(act.results) == 0 && fn.Signature.Results().Len() > 0 {
		return a.m.unknownResults(fn.Signature, fn.Name()), true
	}
	if act.done && act.never {
		return nil, false
	}
	out := make([]Set, len(act.results))
	for i, r := range act.results {
		out[i] = r
		out[i].origin = a.translate(act.fn, r.origin, t)
	}
	return out, true
}

// adopt takes over what a called activation leaves to its caller: endpoints that
// arguments decide, and origins of what it stored.
func (a *activation) adopt(at ssa.CallInstruction, act *activation, t target) {
	for _, p := range act.taints {
		from := a.translate(act.fn, p.from, t)
		if from == (origin{}) {
			continue
		}
		if p.obj.owner == a {
			p.obj.taint = p.obj.taint.or(from)
			p.obj.given.content |= from.any()
		} else if len(a.taints) < maxContexts {
			a.taints = append(a.taints, taintOf{p.obj, from})
		}
	}
	a.pubs = appendNew(a.pubs, act.pubs)
	for _, o := range act.open {
		a.resolve(at, act, o, t)
	}
}

func appendNew(to, from []*endpoint) []*endpoint {
	for _, e := range from {
		if len(to) >= maxContexts {
			return to
		}
		found := false
		for _, have := range to {
			found = found || have == e
		}
		if !found {
			to = append(to, e)
		}
	}
	return to
}

// translate gives an origin in terms of the caller's parameters.
func (a *activation) translate(fn *ssa.Function, from origin, t target) origin {
	var out origin
	if from == (origin{}) {
		return out
	}
	for i := range fn.Params {
		bit, ok := paramBit(fn, i)
		if !ok || from.any()&bit == 0 || i >= len(t.args) {
			continue
		}
		arg := t.args[i]
		if from.self&bit != 0 {
			out = out.or(arg.origin)
		}
		all := a.m.deep(a, arg).any()
		if from.content&bit != 0 {
			out.content |= all
		}
		if from.within&bit != 0 {
			out.within |= all
		}
	}
	for i := range fn.FreeVars {
		bit := freeBit(i)
		if from.any()&bit == 0 {
			continue
		}
		if (from.self|from.content)&bit != 0 {
			out.content |= t.from.any()
		}
		if from.within&bit != 0 {
			out.within |= t.from.any()
		}
	}
	return out
}

// builtin evaluates append, len and their like.
func (a *activation) builtin(at ssa.CallInstruction, b *ssa.Builtin, args []ssa.Value) ([]Set, bool) {
	switch b.Name() {
	case "append":
		return []Set{a.appendTo(at, a.get(args[0]), a.get(args[1]), args[0].Type())}, true
	case "len":
		if n, ok := a.length(a.get(args[0])); ok {
			return []Set{one(constInt(int64(n)))}, true
		}
	case "copy":
		a.copySlice(a.get(args[0]), a.get(args[1]))
	case "delete", "close", "print", "println", "clear":
		return nil, true
	case "ssa:wrapnilchk":
		return []Set{a.get(args[0])}, true
	}
	if v := at.Value(); v != nil {
		return []Set{a.m.unknown(v.Type(), "")}, true
	}
	return nil, true
}

func (a *activation) length(s Set) (int, bool) {
	switch v := unwrap(s.single()).(type) {
	case Slice:
		return v.n, v.n >= 0
	case Nil:
		return 0, true
	case *Text:
		str, ok := v.exact()
		return len(str), ok
	case Ref:
		if _, ok := v.obj.typ.Underlying().(*types.Map); ok && !v.obj.unknown() {
			n := 0
			for p := range v.obj.cells {
				if p == anyKey {
					return 0, false
				}
				if p[0] == '{' {
					n++
				}
			}
			return n, true
		}
	}
	return 0, false
}

// appendTo makes the slice that append returns: a new array that begins with the
// elements of the old one.
func (a *activation) appendTo(at ssa.CallInstruction, base, more Set, t types.Type) Set {
	elem := elemType(t)
	from := base.origin.or(more.origin)
	if len(base.vals) != 1 || len(more.vals) != 1 {
		return a.appendAny(at, base, more, t, elem).from(from)
	}
	n, elems, ok := a.m.listElems(base.vals[0], elem)
	if !ok {
		return a.appendAny(at, base, more, t, elem).from(from)
	}
	k, extra, ok := a.m.listElems(more.vals[0], elem)
	if !ok {
		return a.appendAny(at, base, more, t, elem).from(from)
	}
	o := a.m.object(a, at, t)
	for i, s := range append(elems, extra...) {
		a.m.storeAt(a, Ref{o, indexPath("", i)}, s, elem, true)
	}
	return one(Slice{o, "", 0, n + k}).from(from)
}

func elemType(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Pointer:
		return elemType(u.Elem())
	case *types.Chan:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	}
	return types.Typ[types.Invalid]
}

// listElems are the elements of a slice whose length is known.
func (m *machine) listElems(v Value, elem types.Type) (int, []Set, bool) {
	switch v := unwrap(v).(type) {
	case Nil:
		return 0, nil, true
	case *Text:
		return 0, nil, false
	case Slice:
		if v.n < 0 || v.n > maxUnroll {
			return 0, nil, false
		}
		elems := make([]Set, v.n)
		for i := range elems {
			elems[i] = m.load(Ref{v.obj, indexPath(v.path, v.lo+i)}, elem)
		}
		return v.n, elems, true
	}
	return 0, nil, false
}

// appendAny joins elements when the lengths are not known.
func (a *activation) appendAny(at ssa.CallInstruction, base, more Set, t, elem types.Type) Set {
	if isString(t) || len(base.vals) == 0 {
		return base
	}
	for _, s := range []Set{base, more} {
		for _, v := range s.vals {
			switch v := v.(type) {
			case Encoded, Payload:
				return one(v)
			}
		}
	}
	o := a.m.object(a, at, t)
	all := a.m.anyElement(base, elem).union(a.m.anyElement(more, elem))
	if len(all.vals) > 0 {
		a.m.storeAt(a, Ref{o, anyElem}, all, elem, false)
	}
	return one(Slice{o, "", 0, -1})
}

// anyElement joins the elements of slices.
func (m *machine) anyElement(s Set, elem types.Type) Set {
	var out Set
	for _, v := range s.vals {
		switch v := unwrap(v).(type) {
		case Slice:
			if v.n == 0 {
				continue
			}
			if _, elems, ok := m.listElems(v, elem); ok {
				for _, e := range elems {
					out = out.union(e)
				}
				continue
			}
			out = out.union(m.elements(v.obj, v.path, elem))
		case Unknown:
			out = out.union(m.unknown(elem, v.name))
		}
	}
	return out
}

func (a *activation) copySlice(to, from Set) {
	for _, v := range to.vals {
		s, ok := v.(Slice)
		if !ok {
			continue
		}
		elem := elemType(s.obj.typ)
		if all := a.m.anyElement(from, elem); len(all.vals) > 0 {
			a.m.storeAt(a, Ref{s.obj, s.path + anyElem}, all, elem, false)
		}
	}
}
