package eval

import (
	"go/token"
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
	// dynamic says that a value or an interface decided on the target; by is the
	// function that made the value, dep how it came to where it was read.
	dynamic bool
	by      *ssa.Function
	dep     *deposit
	// under is what must hold of messages for the value to be this one.
	under []narrowing
	// value is the function value, nil for a function that is called by name.
	value *Func
	// library says that a client library makes the call.
	library bool
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
		var r []Set
		var ok bool
		a.m.assuming(t.under, func() { r, ok = a.callTarget(at, c, t) })
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
				t.free, t.value = f.free, f
			}
		}
		return []target{t}
	}
	s := a.get(c.Value)
	var out []target
	for _, v := range s.vals {
		if f, ok := unwrap(v).(*Func); ok {
			out = append(out, target{fn: f.fn, free: f.free, args: args, from: s.origin, dynamic: true, by: f.by, dep: s.dep, under: a.condition(c.Value, v), value: f})
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
				out = append(out, target{fn: fn, args: prepend(one(v.val).from(recv.origin), args), from: recv.origin, dynamic: true, dep: recv.dep, under: a.condition(c.Value, v)})
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
	got := a.m.receivedBy(a, t)
	act := a.m.enter(a, at, fn, t.free, t.args)
	if act == nil {
		return a.m.unknownResults(fn.Signature, fn.Name()), true
	}
	e := a.adopt(at, act, t)
	got.done(act)
	if act.done && len(act.results) == 0 && fn.Signature.Results().Len() > 0 {
		return a.m.unknownResults(fn.Signature, fn.Name()), true
	}
	if act.done && act.never {
		return nil, false
	}
	out := make([]Set, len(act.results))
	for i, r := range act.results {
		out[i] = r
		out[i].origin = e.translate(act.fn, r.origin)
	}
	return out, true
}

// adopt takes over what a called activation leaves to its caller: endpoints that
// arguments decide, and origins of what it stored.
func (a *activation) adopt(at ssa.CallInstruction, act *activation, t target) *callEdge {
	e := a.edge(at.Pos(), act, t)
	for _, p := range act.taints {
		from := e.translate(act.fn, p.from)
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
		a.resolve(e, act, o, t)
	}
	return e
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
			keys, _ := a.m.entries(v.obj, types.Typ[types.Invalid])
			return len(keys), !a.m.holdsEntry(v.obj, anyKey)
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
	if sl, ok := base.vals[0].(Slice); ok && a.m.growable(a, sl) {
		a.fill(sl.obj, n, extra, elem)
		return one(Slice{sl.obj, "", 0, n + k}).from(from)
	}
	o := a.m.object(a, at, t)
	a.fill(o, 0, append(elems, extra...), elem)
	return one(Slice{o, "", 0, n + k}).from(from)
}

// lengthCell is how many elements an array that append made has.
const lengthCell = "\x00length"

func (a *activation) fill(o *Object, at int, elems []Set, elem types.Type) {
	for i, s := range elems {
		a.m.storeAt(a, Ref{o, indexPath("", at+i)}, s, elem, true)
		if p := indexPath("", at+i); s.dep != nil && s.origin == (origin{}) {
			a.m.put(o, p, o.cells[p].keep(s.dep))
		}
	}
	a.m.set(o, lengthCell, one(constInt(int64(at+len(elems)))))
}

// growable says whether append may add to a slice's array in place: it made the
// array in this activation, and nothing was added behind the slice.
func (m *machine) growable(a *activation, s Slice) bool {
	n, ok := s.obj.cells[lengthCell].num()
	return ok && s.obj.owner == a && s.path == "" && s.lo == 0 && s.n == n
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
