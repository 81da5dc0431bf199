package eval

import (
	"slices"

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
	if !a.m.prog.ownType(t) {
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
		out := a.m.unknownResults(fn.Signature, fn.Name())
		markMade(out) // of a recursion, most often
		return out, true
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
		a.returned(act.fn, r)
	}
	return out, true
}

// adopt takes over what a called activation leaves to its caller: endpoints that
// arguments decide, and origins of what it stored.
func (a *activation) adopt(at ssa.CallInstruction, act *activation, t target) *callEdge {
	e := a.edge(at.Pos(), act, t)
	for _, p := range act.taints {
		from := e.translate(act.fn, t.besides(p))
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
	a.pubs = appendNew(a.pubs, act.pubs, maxContexts)
	a.adoptUses(at.Pos(), act)
	for _, o := range act.open {
		a.resolve(e, act, o, t)
	}
	return e
}

// besides is the origin of what a called function stored in an object, without what it
// took from that object itself.
func (t target) besides(p taintOf) origin {
	from := p.from
	for i, arg := range t.args {
		bit, ok := paramBit(t.fn, i)
		if r, isRef := unwrap(arg.single()).(Ref); ok && isRef && r.obj == p.obj {
			from.content, from.within = from.content&^bit, from.within&^bit
		}
	}
	return from
}

// appendNew adds what is not there yet, up to a size.
func appendNew[T comparable](to, from []T, most int) []T {
	for _, e := range from {
		if len(to) >= most {
			return to
		}
		if !slices.Contains(to, e) {
			to = append(to, e)
		}
	}
	return to
}
