package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// use is what code does outside of the program beside messages: an access to a store,
// or a call of another service. Equal ones are one and the same.
type use struct {
	kind   string // of the store, or of the integration
	client string
	name   string          // of the database, or the call; "" if that is not known
	object string          // the table, collection or type
	op     graph.Operation // "" for a call
	tx     bool            // in a transaction
	fn     *ssa.Function   // the own function that does it, nil as long as there is none
	pos    token.Pos
}

// maxAlternativeUses bounds the names that one call has.
const maxAlternativeUses = 8

// storeMethod is what a model says of a call as one of a store's handle. The method of
// a function type is its call.
func (m *machine) storeMethod(c *apiCall) *model.StoreMethod {
	if c.fn == nil && !c.at.Common().IsInvoke() {
		if n, ok := types.Unalias(c.at.Common().Value.Type()).(*types.Named); ok && n.Obj().Pkg() != nil {
			return m.models.Store(n.Obj().Pkg().Path(), n.Obj().Name(), "()")
		}
	}
	if c.fn == nil || c.fn.Pkg() == nil {
		return nil
	}
	return m.models.Store(c.fn.Pkg().Path(), recvName(c.fn), c.fn.Name())
}

// access notes what a call does with a store.
func (a *activation) access(c *apiCall, st *model.StoreMethod) {
	if st.Operation == "" {
		return
	}
	h := c.handleCall(st)
	u := use{client: c.pkgPath(), op: st.Operation, tx: h.holdsText(txCell)}
	u.object = first(h.eval(st.Object).texts(), func(t *Text) string { return t.name().Text })
	if statement := c.argument(st.Statement).texts(); len(statement) > 0 {
		u.op, u.object = sqlOperation(statement[0].whole(), u.op)
	} else if u.object == "" {
		u.object = entityName(c.argument(st.Entity))
	}
	kinds, names := h.eval(st.Kind).texts(), h.eval(st.Name).texts()
	if len(names) == 0 {
		names = []*Text{emptyText}
	}
	for _, kind := range kinds[:min(len(kinds), maxAlternativeUses)] {
		for _, name := range names[:min(len(names), maxAlternativeUses)] {
			u.kind, u.name = storeKind(kind.name().Text), databaseName(name.whole())
			a.use(c.at, u)
		}
	}
}

// request notes an outgoing call.
func (a *activation) request(c *apiCall, mc *model.CompiledCall) {
	names := c.eval(mc.Request.Name).texts()
	for _, name := range names[:min(len(names), maxAlternativeUses)] {
		a.use(c.at, use{kind: mc.Request.Kind, client: c.pkgPath(), name: requestName(name.whole())})
	}
}

func (a *activation) use(at ssa.Instruction, u use) {
	if a.m.prog.own(a.fn) {
		u.fn, u.pos = a.fn, at.Pos()
	}
	a.uses = appendNew(a.uses, []*use{a.m.intern(u)}, maxUses)
}

func (m *machine) intern(u use) *use {
	have := m.found.uses[u]
	if have == nil {
		have = &u
		m.found.uses[u] = have
	}
	return have
}

// adoptUses takes over what a called function uses. What a dependency does is the first
// own function's that calls it, and what generated code calls that of its caller.
func (a *activation) adoptUses(at token.Pos, act *activation) {
	for _, u := range act.uses {
		if (u.fn == nil || u.op == "" && u.fn == act.fn && a.m.prog.generated(act.fn)) && a.m.prog.own(a.fn) {
			moved := *u
			moved.fn, moved.pos = a.fn, at
			delete(a.m.found.uses, *u)
			u = a.m.intern(moved)
		}
		a.uses = appendNew(a.uses, []*use{u}, maxUses)
	}
}

// generated says whether a function stands in a file that a tool made.
func (p *Program) generated(fn *ssa.Function) bool {
	src, ok := p.parsedAt(fn.Pos())
	return ok && ast.IsGenerated(src.file)
}

// txCell is the attribute that marks a handle as a transaction.
const txCell = ".tx"

// pkgPath is the package of the function that is called, or of its type.
func (c *apiCall) pkgPath() string {
	if c.fn != nil {
		return c.fn.Pkg().Path()
	}
	return types.Unalias(c.at.Common().Value.Type()).(*types.Named).Obj().Pkg().Path()
}

// handleCall is a call whose receiver is the store's handle.
func (c *apiCall) handleCall(st *model.StoreMethod) *apiCall {
	if st.Handle == "" {
		return c
	}
	h := *c
	h.recv = c.argument([]string{st.Handle})
	return &h
}

// argument is the first of a call's arguments with one of the names.
func (c *apiCall) argument(names []string) Set {
	params := c.sig.Params()
	for i := range params.Len() {
		if slices.Contains(names, params.At(i).Name()) && i < len(c.args) {
			return c.args[i]
		}
	}
	return Set{}
}

func (c *apiCall) holdsText(cell string) bool {
	for _, v := range c.recv.vals {
		if r, ok := unwrap(v).(Ref); ok && len(r.obj.cells[cell].vals) > 0 {
			return true
		}
	}
	return false
}

// handle gives a call's result, and callbacks that it is given, a handle on the store.
// A method that reads or writes may return its receiver.
func (a *activation) handle(c *apiCall, st *model.StoreMethod) {
	if recv := c.sig.Recv(); st.Operation != "" && (recv == nil || len(c.out) == 0 || !types.Identical(recv.Type(), c.sig.Results().At(0).Type())) {
		return
	}
	handle := c.handleCall(st).recv
	if st.Begin {
		handle = a.transaction(c, handle)
		for _, arg := range c.args {
			a.withHandle(c, arg, handle)
		}
	}
	for _, v := range handle.vals {
		if r, ok := unwrap(v).(Ref); ok && r.obj.lib && len(c.out) > 0 && !isErrorType(c.sig.Results().At(0).Type()) {
			c.out[0] = handle
			return
		}
	}
}

// transaction is a handle with the attributes of another one.
func (a *activation) transaction(c *apiCall, of Set) Set {
	r, ok := unwrap(of.single()).(Ref)
	if !ok || !r.obj.lib || r.path != "" {
		return of
	}
	t := r.obj.typ
	if res := c.sig.Results(); res.Len() > 0 && !isErrorType(res.At(0).Type()) {
		t = pointee(res.At(0).Type())
	}
	o := a.m.object(a, vkey{c.at, "transaction"}, t)
	o.lib, o.name = true, r.obj.name
	for _, p := range sortedCells(r.obj) {
		a.m.set(o, p, r.obj.cells[p])
	}
	a.m.set(o, txCell, one(constBool(true)))
	return one(Ref{o, ""}).from(of.origin)
}

// withHandle runs callbacks with a handle for the parameter that takes one.
func (a *activation) withHandle(c *apiCall, callback, handle Set) {
	for _, v := range callback.vals {
		f, ok := unwrap(v).(*Func)
		if !ok || f.fn == nil || len(f.fn.Blocks) == 0 || !a.m.prog.evaluated(f.fn) {
			continue
		}
		args := make([]Set, len(f.fn.Params))
		for i, p := range f.fn.Params {
			n, ok := types.Unalias(pointee(p.Type())).(*types.Named)
			if _, isStruct := p.Type().Underlying().(*types.Struct); ok && n.Obj().Pkg() != nil && !isStruct && n.Obj().Pkg().Path() == c.pkgPath() {
				args[i] = handle
			}
		}
		t := target{fn: f.fn, free: f.free, args: args, from: callback.origin, dynamic: true, by: f.by, value: f, library: true}
		got := a.m.receivedBy(a, t)
		act := a.m.enter(a, c.at, f.fn, f.free, args)
		got.done(act)
		if act != nil {
			a.adopt(c.at, act, t)
		}
	}
}

// embeddedHandle is the handle that a library's handle embeds: the same store.
func embeddedHandle(r Ref, t types.Type) bool {
	if _, ok := r.obj.cells[".store"]; !ok || strings.Count(r.path, ".") != 1 {
		return false
	}
	_, pointer := t.Underlying().(*types.Pointer)
	st, isStruct := r.obj.typ.Underlying().(*types.Struct)
	if !pointer || !isStruct {
		return false
	}
	for i := range st.NumFields() {
		if f := st.Field(i); f.Embedded() && "."+f.Name() == r.path {
			return true
		}
	}
	return false
}

func entityName(s Set) string {
	for _, v := range s.vals {
		t := typeOfValue(v)
		for t != nil {
			switch u := types.Unalias(t).(type) {
			case *types.Pointer:
				t = u.Elem()
				continue
			case *types.Slice:
				t = u.Elem()
				continue
			case *types.Named:
				return u.Obj().Name()
			}
			break
		}
	}
	return ""
}

func first[T any](list []T, text func(T) string) string {
	if len(list) == 0 {
		return ""
	}
	return text(list[0])
}
