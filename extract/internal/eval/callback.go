package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// callback is a function that code without a body here may call, with what set
// it off.
type callback struct {
	fn    *Func
	recv  Set // a method's receiver, for methods of escaped objects
	args  []Set
	cause string
	act   *activation // when it has run
}

// escape says that values were handed to code without a body: functions may be
// called back, and so may the methods of the interface that an object is passed
// as. Structs of libraries (a server, a command) are looked into.
func (m *machine) escape(a *activation, s Set, t types.Type, depth int) {
	if depth > 4 {
		return
	}
	for _, v := range s.vals {
		switch v := v.(type) {
		case *Func:
			m.later(v, Set{}, "later")
		case Iface:
			m.escapeObject(v, t)
			m.escape(a, one(v.val), t, depth+1)
		case Ref:
			m.escapeParts(a, v, depth)
		case Slice:
			m.escape(a, m.anyElement(one(v), elemType(v.obj.typ)), elemType(v.obj.typ), depth+1)
		case *Struct:
			if m.prog.foreign(v.typ) {
				for _, p := range sortedKeys(v.cells) {
					m.escapeCell(a, v.typ, v.cells, p, types.Typ[types.Invalid], depth+1)
				}
			}
		}
	}
}

// escapeParts escapes the functions in an object of a library's type, which may be
// embedded in one of the program's.
func (m *machine) escapeParts(a *activation, r Ref, depth int) {
	t := pathTypeOr(r.obj.typ, r.path)
	if st, ok := t.Underlying().(*types.Slice); ok {
		t = st.Elem()
	}
	if r.obj.escaped || !m.prog.foreign(t) && !isFuncMap(t) {
		return
	}
	r.obj.escaped = true
	for _, p := range sortedCells(r.obj) {
		if _, ok := under(p, r.path); ok || p == r.path {
			m.escapeCell(a, r.obj.typ, r.obj.cells, p, pathTypeOr(r.obj.typ, p), depth+1)
		}
	}
	r.obj.escaped = false
}

// escapeCell escapes a part of an object, but not what only another sub-command runs.
func (m *machine) escapeCell(a *activation, of types.Type, cells map[string]Set, cell string, t types.Type, depth int) {
	command, other := m.commandOf(of, cells, cell)
	if other {
		return
	}
	before := m.commanding
	m.commanding = command
	m.escape(a, cells[cell], t, depth)
	m.commanding = before
}

func pathTypeOr(t types.Type, path string) types.Type {
	if p := pathType(t, path); p != nil {
		return p
	}
	return types.Typ[types.Invalid]
}

func isFuncMap(t types.Type) bool {
	mt, ok := t.Underlying().(*types.Map)
	if !ok {
		return false
	}
	_, ok = mt.Elem().Underlying().(*types.Signature)
	return ok
}

// foreign says whether a type was declared by code without a body here.
func (p *Program) foreign(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	if n.Obj().Pkg() == nil {
		return true
	}
	pkg := p.SSA.Package(n.Obj().Pkg())
	return pkg == nil || !p.bodies[pkg]
}

// escapeObject queues the methods of an object that the interface it is passed
// as has.
func (m *machine) escapeObject(v Iface, t types.Type) {
	if sl, ok := t.Underlying().(*types.Slice); ok {
		t = sl.Elem()
	}
	it, ok := t.Underlying().(*types.Interface)
	if !ok || isErrorType(t) || isContext(t) {
		return
	}
	for i := range it.NumMethods() {
		m.laterMethod(v, it.Method(i), "later")
	}
}

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context"
}

func (m *machine) laterMethod(v Iface, f *types.Func, cause string) {
	fn := m.prog.method(v.typ, f)
	if _, isNil := v.val.(Nil); isNil {
		return
	}
	if fn == nil || len(fn.Blocks) == 0 || !m.prog.evaluated(fn) {
		return
	}
	m.later(m.function(fn, nil), one(v.val), cause)
}

// later queues a function to run after the program has started. It returns what is
// queued, nil if the function has no body here.
func (m *machine) later(f *Func, recv Set, cause string) *callback {
	if f.fn == nil || len(f.fn.Blocks) == 0 || !m.prog.evaluated(f.fn) {
		return nil
	}
	key := f.fn.String() + f.id + "(" + m.setID(recv)
	cb := m.queued[key]
	if cb == nil {
		cb = &callback{fn: f, recv: recv, cause: cause}
		m.queued[key] = cb
		m.queue = append(m.queue, cb)
	}
	if m.commanding != "" {
		m.triggeredBy(cb, trigger{kind: graph.Command, name: m.commanding})
	}
	return cb
}

// runQueue runs the callbacks, and those that they queue.
func (m *machine) runQueue() {
	for len(m.queue) > 0 {
		c := m.queue[0]
		m.queue = m.queue[1:]
		m.rootSeq = m.seq
		c.act = m.root(c.fn.fn, c.fn.free, c.arguments())
		m.keepHanded()
	}
}

func (c *callback) arguments() []Set {
	if len(c.recv.vals) > 0 {
		return append([]Set{c.recv}, c.args...)
	}
	return c.args
}

// root runs a function that nothing here calls.
func (m *machine) root(fn *ssa.Function, free, args []Set) *activation {
	act := m.enter(nil, nil, fn, free, args)
	if act == nil {
		return nil
	}
	for _, o := range act.open {
		m.close(o)
	}
	return act
}

// callBack calls functions that a library is given: at once, or when the program
// has started.
func (a *activation) callBack(c *apiCall, cb model.CompiledCallback) {
	s := c.evalRaw(cb.Func.Value)
	var all []Set
	for _, v := range s.vals {
		if _, ok := unwrap(v).(Slice); ok {
			all = append(all, a.elementsOf(one(v).from(s.origin))...)
		} else {
			all = append(all, one(v).from(s.origin))
		}
	}
	for i, e := range all {
		var names []*Text
		if i == len(all)-1 { // those before it are middleware
			names = c.eval(cb.Name).texts()
		}
		for _, v := range e.vals {
			a.callBackValue(c, cb, v, e.origin, names)
		}
	}
}

func (a *activation) callBackValue(c *apiCall, cb model.CompiledCallback, v Value, from origin, names []*Text) {
	if _, isNil := unwrap(v).(Nil); isNil {
		return
	}
	if cb.Func.Method == "*" {
		a.allMethods(c, v, cb.Cause, names)
		return
	}
	f := a.callee(v, cb.Func.Method)
	if f == nil || f.fn == nil || len(f.fn.Blocks) == 0 || !a.m.prog.evaluated(f.fn) {
		return
	}
	var recv Set
	if f.id == "method" && f.fn.Signature.Recv() != nil {
		recv = one(unwrap(v))
	}
	switch cb.Cause {
	case "now", "goroutine":
	case "once":
		if !a.first(c.recv) {
			return
		}
	default:
		a.registers(c, a.m.later(f, recv, cb.Cause), cb.Cause, names, from)
		return
	}
	var args []Set
	if len(recv.vals) > 0 {
		args = append(args, recv)
	}
	for _, w := range cb.With {
		args = append(args, c.eval(w))
	}
	t := target{fn: f.fn, free: f.free, args: args, from: from, dynamic: true, by: f.by, value: f, library: true}
	got := a.m.receivedBy(a, t)
	act := a.m.enter(a, c.at, f.fn, f.free, args)
	got.done(act)
	if act != nil {
		e := a.adopt(c.at, act, t)
		if cb.Result {
			for i, r := range act.results[:min(len(act.results), len(c.out))] {
				c.out[i] = r
				c.out[i].origin = e.translate(act.fn, r.origin)
			}
		}
	}
}

// allMethods queues the exported methods of an object: a gRPC server's.
func (a *activation) allMethods(c *apiCall, v Value, cause string, names []*Text) {
	for _, fn := range a.m.exportedMethods(typeOfValue(v)) {
		cb := a.m.later(&Func{fn: fn, id: "method"}, one(unwrap(v)), cause)
		if a.m.servesMethod(fn) {
			var methods []*Text
			for _, name := range names {
				methods = append(methods, concat(name, literal("/"+fn.Name())))
			}
			a.registers(c, cb, cause, methods, origin{})
		}
	}
}
