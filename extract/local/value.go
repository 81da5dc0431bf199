package local

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// The bounds of following a value back.
const (
	maxOrigins = 60
	maxSteps   = 600
)

// trace follows values back to where they come from within the package.
type trace struct {
	p     *program
	stay  bool // in the function: parameters are where values come from
	seen  map[ssa.Value]bool
	steps int
	out   []ssa.Value
}

// origins are the values that a value may be: constants, allocations, calls, and what
// cannot be followed: parameters that others give, fields that others set.
func (p *program) origins(v ssa.Value) []ssa.Value {
	t := &trace{p: p, seen: map[ssa.Value]bool{}, stay: p.stay}
	t.back(v)
	return t.out
}

// inside runs a step in which parameters are where values come from: what it asks for
// is what a function does with what it is given.
func (p *program) inside(step func()) {
	p.stay = true
	step()
	p.stay = false
}

func (t *trace) back(v ssa.Value) {
	if v == nil || t.seen[v] {
		return
	}
	t.seen[v] = true
	if t.steps++; t.steps > maxSteps || len(t.out) >= maxOrigins {
		t.leaf(v)
		return
	}
	switch v := v.(type) {
	case *ssa.Phi:
		t.all(v.Edges)
	case *ssa.ChangeType:
		t.back(v.X)
	case *ssa.Convert:
		t.back(v.X)
	case *ssa.ChangeInterface:
		t.back(v.X)
	case *ssa.MakeInterface:
		t.back(v.X)
	case *ssa.TypeAssert:
		t.back(v.X)
	case *ssa.UnOp:
		t.load(v)
	case *ssa.Field:
		t.some(t.p.fieldValues(v.X, v.Field), v)
	case *ssa.FreeVar:
		t.some(t.p.captured(v), v)
	case *ssa.Parameter:
		t.parameter(v)
	case *ssa.Call:
		t.call(v, 0)
	case *ssa.Lookup:
		t.some(t.p.entries[held(v.X)], v)
	case *ssa.Extract:
		t.extract(v)
	default:
		t.leaf(v)
	}
}

// extract follows one of several results: of a call, or of what reads a map.
func (t *trace) extract(v *ssa.Extract) {
	switch tuple := v.Tuple.(type) {
	case *ssa.Call:
		t.call(tuple, v.Index)
	case *ssa.Lookup:
		t.some(t.p.entries[held(tuple.X)], v)
	case *ssa.Next:
		all, ok := tuple.Iter.(*ssa.Range)
		if ok && v.Index == 2 {
			t.some(t.p.entries[held(all.X)], v)
			return
		}
		t.leaf(v)
	default:
		t.leaf(v)
	}
}

func (t *trace) leaf(v ssa.Value) { t.out = append(t.out, v) }

func (t *trace) all(list []ssa.Value) {
	for _, v := range list {
		t.back(v)
	}
}

// some follows values if there are any; else the value itself is the end.
func (t *trace) some(list []ssa.Value, v ssa.Value) {
	if len(list) == 0 {
		t.leaf(v)
		return
	}
	t.all(list)
}

// load follows what was stored at a place. What others may store there, too, is an
// end of its own.
func (t *trace) load(v *ssa.UnOp) {
	if v.Op != token.MUL {
		t.leaf(v)
		return
	}
	switch addr := v.X.(type) {
	case *ssa.Alloc:
		if len(t.p.into(addr)) == 0 {
			t.leaf(addr)
			return
		}
		t.all(t.p.into(addr))
	case *ssa.FreeVar:
		var stored []ssa.Value
		for _, bound := range t.p.captured(addr) {
			if alloc, ok := bound.(*ssa.Alloc); ok {
				stored = append(stored, t.p.into(alloc)...)
			}
		}
		t.some(stored, v)
	case *ssa.FieldAddr:
		t.some(t.p.fieldValues(addr.X, addr.Field), v)
	case *ssa.IndexAddr:
		t.element(addr, v)
	case *ssa.Global:
		stored := t.p.stores[place(addr)]
		if len(stored) == 0 || addr.Object() != nil && addr.Object().Exported() && addr.Pkg != t.p.own {
			t.leaf(v)
			return
		}
		t.all(stored)
	default:
		t.leaf(v)
	}
}

// element follows the elements of a list that was written as a literal.
func (t *trace) element(addr *ssa.IndexAddr, v ssa.Value) {
	lists := t.p.origins(addr.X)
	if len(lists) != 1 {
		t.leaf(v)
		return
	}
	of := elements(lists[0])
	if of.unknown {
		t.leaf(v)
		return
	}
	t.all(of.vals)
}

// parameter follows the arguments of all calls; who else calls an exported function
// is not known.
func (t *trace) parameter(v *ssa.Parameter) {
	fn := v.Parent()
	i := slices.Index(fn.Params, v)
	calls := t.p.callers[fn]
	if t.stay || len(calls) == 0 || i < 0 {
		t.leaf(v)
		return
	}
	for _, call := range calls {
		if args := call.Common().Args; i < len(args) {
			t.back(args[i])
		}
	}
	if fn.Object() != nil && fn.Object().Exported() && t.p.importable() {
		t.leaf(v)
	}
}

// importable reports whether other packages can call the package's functions.
func (p *program) importable() bool { return p.Types.Name() != "main" }

// call follows what a function of the package returns.
func (t *trace) call(call *ssa.Call, result int) {
	fn := t.p.callee(call)
	if fn == nil || t.stay {
		t.leaf(call)
		return
	}
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && result < len(ret.Results) {
			t.back(ret.Results[result])
		}
	}
}

// into are the values stored at a local variable as a whole, by closures too.
func (p *program) into(alloc *ssa.Alloc) []ssa.Value {
	var out []ssa.Value
	var look func(addr ssa.Value)
	look = func(addr ssa.Value) {
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == addr {
					out = append(out, ref.Val)
				}
			case *ssa.MakeClosure:
				if i := slices.Index(ref.Bindings, addr); i >= 0 {
					look(ref.Fn.(*ssa.Function).FreeVars[i])
				}
			}
		}
	}
	look(alloc)
	return out
}

// captured is what a closure's variable was bound to.
func (p *program) captured(v *ssa.FreeVar) []ssa.Value {
	made := p.closure[v.Parent()]
	i := slices.Index(v.Parent().FreeVars, v)
	if made == nil || i < 0 {
		return nil
	}
	return []ssa.Value{made.Bindings[i]}
}

// fieldValues are the values that a field of a value has: those that were stored in
// this very object where it is known, else all that the package stores in the field
// of a type of its own.
func (p *program) fieldValues(of ssa.Value, field int) []ssa.Value {
	if alloc := p.object(of); alloc != nil {
		return p.storedIn(alloc, field)
	}
	v := fieldOf(of.Type(), field)
	if v == nil || v.Pkg() != p.Types {
		return nil
	}
	return p.stores[v]
}

// object is the allocation that a value is, or points to, if it is known at a glance.
func (p *program) object(v ssa.Value) *ssa.Alloc {
	var found *ssa.Alloc
	for range maxRoot {
		switch x := v.(type) {
		case *ssa.Alloc:
			found = x
			whole := p.into(x)
			if len(whole) != 1 {
				return found
			}
			v = whole[0]
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return found
			}
			alloc, ok := x.X.(*ssa.Alloc)
			if !ok {
				return found
			}
			v = alloc
		default:
			return found
		}
	}
	return found
}

// storedIn are the values stored in a field of an object.
func (p *program) storedIn(obj ssa.Value, field int) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *obj.Referrers() {
		addr, ok := ref.(*ssa.FieldAddr)
		if !ok || addr.Field != field {
			continue
		}
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == addr {
					out = append(out, ref.Val)
				}
			case *ssa.FieldAddr: // a struct within, whose fields are set one by one
				out = append(out, addr)
			}
		}
	}
	return out
}

// constText is the value of a constant that is a text.
func constText(v ssa.Value) (string, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

// zero reports whether a constant is nil, 0, "" or false.
func zero(c *ssa.Const) bool {
	if c.Value == nil {
		return true
	}
	switch c.Value.Kind() {
	case constant.String:
		return constant.StringVal(c.Value) == ""
	case constant.Bool:
		return !constant.BoolVal(c.Value)
	case constant.Int:
		return constant.Sign(c.Value) == 0
	}
	return false
}

// errorType is the universe's error. Types that only SSA has are comparable with it,
// which go/types' own functions do not expect.
var errorType = types.Universe.Lookup("error").Type()

func isError(t types.Type) bool { return types.Unalias(t) == errorType }

// named is the name and the package of a value's type, or of what it points to.
func named(t types.Type) (name, pkg string) {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return "", ""
	}
	return n.Obj().Name(), n.Obj().Pkg().Path()
}
