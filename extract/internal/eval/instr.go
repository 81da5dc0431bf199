package eval

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// instr evaluates one instruction; false ends the block there.
func (a *activation) instr(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Alloc:
		a.alloc(in)
	case *ssa.BinOp:
		a.put(in, a.binop(in))
	case *ssa.UnOp:
		a.unop(in)
	case *ssa.Call:
		return a.callInstr(in)
	case *ssa.ChangeInterface:
		a.put(in, a.get(in.X))
	case *ssa.ChangeType:
		a.put(in, a.convert(a.get(in.X), in.Type()))
	case *ssa.Convert:
		a.put(in, a.convert(a.textAt(a.get(in.X), in.Pos()), in.Type()))
	case *ssa.MultiConvert:
		a.put(in, a.convert(a.get(in.X), in.Type()))
	case *ssa.SliceToArrayPointer:
		a.put(in, a.arrayOf(a.get(in.X)))
	case *ssa.MakeInterface:
		a.put(in, a.makeInterface(in))
	case *ssa.MakeClosure:
		a.put(in, a.closure(in))
	case *ssa.MakeMap:
		a.put(in, one(Ref{a.m.object(a, in, in.Type()), ""}))
	case *ssa.MakeChan:
		a.put(in, one(Ref{a.makeChan(in), ""}))
	case *ssa.MakeSlice:
		a.put(in, a.makeSlice(in))
	case *ssa.Slice:
		a.put(in, a.slice(in))
	case *ssa.FieldAddr:
		a.put(in, a.fieldAddr(in))
	case *ssa.Field:
		a.put(in, a.fieldOf(in))
	case *ssa.IndexAddr:
		a.put(in, a.indexAddr(in))
	case *ssa.Index:
		a.put(in, a.index(in))
	case *ssa.Lookup:
		a.lookup(in)
	case *ssa.Range:
		a.put(in, a.iterate(in))
	case *ssa.Next:
		a.next(in)
	case *ssa.TypeAssert:
		a.typeAssert(in)
	case *ssa.Extract:
		a.extract(in)
	case *ssa.Select:
		a.selectInstr(in)
	case *ssa.Send:
		a.send(in, a.get(in.Chan), a.get(in.X))
	case *ssa.Store:
		a.m.store(a, a.get(in.Addr), a.textAt(a.get(in.Val), in.Pos()), in.Val.Type())
	case *ssa.MapUpdate:
		a.mapUpdate(a.get(in.Map), a.get(in.Key), a.textAt(a.get(in.Value), in.Pos()))
	case *ssa.Go:
		a.invoke(in, &in.Call)
	case *ssa.Defer:
		if isRangeBody(a.fn) {
			a.invoke(in, &in.Call) // the function around the loop runs it
			break
		}
		a.defers = append(a.defers, in)
	case *ssa.RunDefers:
		a.runDefers()
	case *ssa.Return:
		a.ret(in)
	case *ssa.Panic:
		a.runDefers()
		return false
	}
	return true
}

func (a *activation) alloc(in *ssa.Alloc) {
	o := a.m.object(a, in, in.Type().(*types.Pointer).Elem())
	o.local = !in.Heap
	o.name = varName(in)
	a.put(in, one(Ref{o, ""}))
}

// varName is the name that the source has for a value, as far as SSA keeps it.
func varName(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Parameter:
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.Alloc:
		if !madeByBuilder[v.Comment] {
			return v.Comment
		}
	case *ssa.Phi:
		return v.Comment
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return varName(v.X)
		}
	}
	return ""
}

// madeByBuilder are comments of allocations that are no variables.
var madeByBuilder = map[string]bool{"complit": true, "new": true, "slicelit": true, "varargs": true, "makeslice": true}

func (a *activation) makeChan(in *ssa.MakeChan) *Object {
	o := a.m.object(a, in, in.Type())
	if o.ch == nil {
		o.ch = &channel{}
	}
	return o
}

func (a *activation) unop(in *ssa.UnOp) {
	x := a.get(in.X)
	switch in.Op {
	case token.MUL:
		a.put(in, a.annotatedVariable(in, a.variable(in, a.fieldStep(a.m.read(a, x, in.Type()), in))))
	case token.NOT:
		switch truth(x) {
		case isTrue:
			a.put(in, one(constBool(false)))
		case isFalse:
			a.put(in, one(constBool(true)))
		default:
			a.put(in, a.m.unknown(in.Type(), ""))
		}
	case token.ARROW:
		a.receive(in, in.X, in.CommaOk)
	default:
		if n, ok := x.num(); ok && in.Op == token.SUB {
			a.put(in, one(constInt(int64(-n))))
			return
		}
		a.put(in, a.m.unknown(in.Type(), "").from(x.origin))
	}
}

// fieldStep notes in a text's provenance the field that it was read from.
func (a *activation) fieldStep(s Set, in *ssa.UnOp) Set {
	name := ""
	switch x := in.X.(type) {
	case *ssa.FieldAddr:
		name = fieldName(x)
		s = qualified(s, varName(x.X))
	case *ssa.Global:
		name = x.Name()
	case *ssa.IndexAddr:
		return a.named(s, in)
	default:
		return s
	}
	for i, v := range s.vals {
		t, ok := v.(*Text)
		if !ok {
			continue
		}
		c := *t
		c.prov = &prov{kind: "field", pos: in.Pos(), text: name, next: t.prov}
		if i == 0 {
			s.vals = append([]Value(nil), s.vals...)
		}
		s.vals[i] = &c
	}
	return s
}

// qualified calls a hole after the variable whose field it is: {d.RoutingKey}.
func qualified(s Set, base string) Set {
	t, ok := s.single().(*Text)
	if !ok || base == "" {
		return s
	}
	h := t.pureHole()
	if h == nil || h.kind != runtimeHole || h.name == "" || strings.Contains(h.name, ".") {
		return s
	}
	named := *h
	named.name = base + "." + h.name
	return Set{vals: []Value{newText([]textPart{{hole: &named}}, t.prov)}, origin: s.origin, dep: s.dep}
}

// named calls an unknown element after the variable that it is assigned to.
func (a *activation) named(s Set, in *ssa.UnOp) Set {
	t, ok := s.single().(*Text)
	name := a.m.prog.assigned(in.Pos())
	if !ok || name == "" || t.pureHole() == nil || t.pureHole().kind != runtimeHole {
		return s
	}
	called := *t.pureHole()
	called.name = name
	return one(newText([]textPart{{hole: &called}}, &prov{kind: "unknown", text: name})).from(s.origin)
}

func fieldName(x *ssa.FieldAddr) string {
	t := x.X.Type().Underlying().(*types.Pointer).Elem()
	st := t.Underlying().(*types.Struct)
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name() + "." + st.Field(x.Field).Name()
	}
	return st.Field(x.Field).Name()
}

func (a *activation) makeSlice(in *ssa.MakeSlice) Set {
	o := a.m.object(a, in, in.Type())
	n, ok := a.get(in.Len).num()
	if !ok {
		n = -1
	}
	return one(Slice{o, "", 0, n})
}

func (a *activation) arrayOf(s Set) Set {
	out := Set{origin: s.origin}
	for _, v := range s.vals {
		if sl, ok := v.(Slice); ok && sl.lo == 0 {
			out = out.with(Ref{sl.obj, sl.path})
		}
	}
	return out
}

func (a *activation) slice(in *ssa.Slice) Set {
	x := a.get(in.X)
	lo, okLo := 0, true
	if in.Low != nil {
		lo, okLo = a.get(in.Low).num()
	}
	hi, okHi := -1, in.High == nil
	if in.High != nil {
		hi, okHi = a.get(in.High).num()
	}
	out := Set{origin: x.origin}
	for _, v := range x.vals {
		switch v := v.(type) {
		case Ref:
			n := -1
			if arr, ok := pointee(in.X.Type()).Underlying().(*types.Array); ok && okLo {
				n = int(arr.Len()) - lo
			}
			if in.High != nil && okHi && okLo {
				n = hi - lo
			}
			out = out.with(Slice{v.obj, v.path, lo, n})
		case Slice:
			s := Slice{v.obj, v.path, v.lo + lo, -1}
			if okLo && okHi && in.High != nil {
				s.n = hi - lo
			} else if okLo && in.High == nil && v.n >= 0 {
				s.n = max(v.n-lo, 0)
			}
			out = out.with(s)
		case *Text:
			out = out.with(sliceText(v, lo, hi, okLo && okHi, in.High != nil))
		default:
			out = out.with(v)
		}
	}
	return out
}

func sliceText(t *Text, lo, hi int, known, hasHi bool) *Text {
	s, ok := t.exact()
	if !ok || !known {
		return newText([]textPart{{hole: &hole{name: "…", made: true}}}, t.prov)
	}
	if !hasHi {
		hi = len(s)
	}
	if lo < 0 || hi > len(s) || lo > hi {
		return emptyText
	}
	return newText([]textPart{{lit: s[lo:hi]}}, t.prov)
}

func (a *activation) extract(in *ssa.Extract) {
	t := a.tuples[in.Tuple]
	if in.Index < len(t) {
		a.put(in, t[in.Index])
		return
	}
	a.put(in, a.m.unknown(in.Type(), ""))
}

// tuple sets the results of an instruction that has several.
func (a *activation) tuple(v ssa.Value, parts ...Set) {
	a.tuples[v] = parts
	a.regs[a.shape.regs[v]] = Set{}
}

func (a *activation) typeAssert(in *ssa.TypeAssert) {
	x := a.asserted(a.get(in.X), in.AssertedType)
	kept, all, none := a.m.assert(x, in.AssertedType)
	if len(kept.vals) == 0 && !none {
		kept = a.m.unknown(in.AssertedType, a.m.sourceName(in.X))
	}
	kept.origin = x.origin
	if isAggregate(pointee(in.AssertedType)) && !opens(in.AssertedType, true, maxPayloadDepth) {
		kept.origin = origin{within: x.any()} // its type is decided here
	}
	if !in.CommaOk {
		a.put(in, kept)
		return
	}
	ok := isOpen
	switch {
	case none:
		ok = isFalse
		kept = a.m.zero(in.AssertedType)
	case all:
		ok = isTrue
	}
	a.tuple(in, kept, truthSet(ok, func() Set { return a.m.unknown(types.Typ[types.Bool], "") }))
}

// assert keeps the values of an interface that are of a type; all and none say
// whether that is all or none of them.
func (m *machine) assert(x Set, t types.Type) (kept Set, all, none bool) {
	all, none = true, true
	iface := types.IsInterface(t)
	for _, v := range x.vals {
		switch v := v.(type) {
		case Iface:
			switch {
			case iface && types.Implements(v.typ, t.Underlying().(*types.Interface)):
				kept, none = kept.with(v), false
			case !iface && types.Identical(v.typ, t):
				kept, none = kept.with(v.val), false
			default:
				all = false
			}
		case Nil:
			all = false
		case Unknown:
			u := v
			u.typ = m.canon(t)
			kept = kept.union(m.unknown(t, u.name))
			all, none = false, false
		default:
			kept, all, none = kept.with(v), false, false
		}
	}
	return kept, all, none
}

func (a *activation) runDefers() {
	for i := len(a.defers) - 1; i >= 0; i-- {
		a.invoke(a.defers[i], &a.defers[i].Call)
	}
}

func (a *activation) ret(in *ssa.Return) {
	e := exit{delta: a.m.since(a.starts[0], a.seq0)}
	for _, r := range in.Results {
		e.results = append(e.results, a.result(a.textAt(a.get(r), in.Pos())))
	}
	if n := len(in.Results); n > 0 && isErrorType(in.Results[n-1].Type()) {
		e.failed = isFailure(e.results[n-1])
	}
	a.exits = append(a.exits, e)
}

// result gives a returned value the origin of what it holds, in terms of this
// activation's parameters; the caller translates it.
func (a *activation) result(s Set) Set {
	from := s.origin
	from.within |= a.m.deep(a, s).any()
	s = strip(s)
	s.origin = from
	return s
}

func isErrorType(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// isFailure says whether an error is never nil.
func isFailure(s Set) bool {
	for _, v := range s.vals {
		if isNil(unwrap(v)) != isFalse {
			return false
		}
	}
	return len(s.vals) > 0
}
