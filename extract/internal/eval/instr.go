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

func (a *activation) binop(in *ssa.BinOp) Set {
	x, y := a.textAt(a.get(in.X), in.Pos()), a.textAt(a.get(in.Y), in.Pos())
	from := x.origin.or(y.origin)
	switch in.Op {
	case token.EQL:
		return truthSet(equalSets(x, y), func() Set { return a.m.unknown(in.Type(), "") })
	case token.NEQ:
		t := equalSets(x, y)
		if t == isTrue {
			t = isFalse
		} else if t == isFalse {
			t = isTrue
		}
		return truthSet(t, func() Set { return a.m.unknown(in.Type(), "") })
	case token.ADD:
		if isString(in.Type()) {
			return a.m.concatSets(x, y).under(&prov{kind: "format", pos: in.Pos(), text: "+"}).from(from)
		}
	}
	if n, ok := numbers(in.Op, x, y); ok {
		return n.from(from)
	}
	return a.m.unknown(in.Type(), "").from(from)
}

func numbers(op token.Token, x, y Set) (Set, bool) {
	p, ok1 := x.num()
	q, ok2 := y.num()
	if !ok1 || !ok2 {
		return Set{}, false
	}
	if compare, ok := comparisons[op]; ok {
		return one(constBool(compare(p, q))), true
	}
	switch op {
	case token.ADD:
		return one(constInt(int64(p + q))), true
	case token.SUB:
		return one(constInt(int64(p - q))), true
	case token.MUL:
		return one(constInt(int64(p * q))), true
	}
	return Set{}, false
}

var comparisons = map[token.Token]func(p, q int) bool{
	token.LSS: func(p, q int) bool { return p < q },
	token.LEQ: func(p, q int) bool { return p <= q },
	token.GTR: func(p, q int) bool { return p > q },
	token.GEQ: func(p, q int) bool { return p >= q },
}

// concatSets joins each text of x with each of y.
func (m *machine) concatSets(x, y Set) Set {
	xs, ys := m.asTexts(x), m.asTexts(y)
	if len(xs)*len(ys) > maxProduct {
		m.bound("alternatives of a text")
		return one(runtimeText("…"))
	}
	s := Set{dep: x.dep}
	if s.dep == nil {
		s.dep = y.dep
	}
	for _, p := range xs {
		for _, q := range ys {
			s = s.with(concat(p, q))
		}
	}
	return s
}

// asTexts are the values of a set as texts; what is none is a hole.
func (m *machine) asTexts(s Set) []*Text {
	var out []*Text
	for _, v := range s.vals {
		out = append(out, m.asText(v))
	}
	return out
}

func (m *machine) asText(v Value) *Text {
	switch v := v.(type) {
	case *Text:
		return v
	case Const:
		return literal(v.text)
	case Iface:
		return m.asText(v.val)
	case Unknown:
		return runtimeText(holeName(v))
	case *Struct:
		return runtimeText(v.name)
	case Ref:
		return runtimeText(v.obj.name)
	}
	return runtimeText("")
}

func holeName(v Unknown) string {
	if v.name != "" {
		return v.name
	}
	return types.TypeString(v.typ, func(*types.Package) string { return "" })
}

func (a *activation) unop(in *ssa.UnOp) {
	x := a.get(in.X)
	switch in.Op {
	case token.MUL:
		a.put(in, a.variable(in, a.fieldStep(a.m.read(a, x, in.Type()), in)))
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
	return one(runtimeText(name)).from(s.origin)
}

func fieldName(x *ssa.FieldAddr) string {
	t := x.X.Type().Underlying().(*types.Pointer).Elem()
	st := t.Underlying().(*types.Struct)
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name() + "." + st.Field(x.Field).Name()
	}
	return st.Field(x.Field).Name()
}

// convert changes a value's type: named strings stay texts, bytes of a text stay
// what they were.
func (a *activation) convert(s Set, to types.Type) Set {
	var out Set
	for _, v := range s.vals {
		switch v := v.(type) {
		case Const:
			if v.isNum && isString(to) {
				out = out.with(literal(string(rune(v.num))))
				continue
			}
			out = out.with(v)
		case Unknown:
			if isString(to) {
				out = out.with(runtimeText(holeName(v)))
			} else {
				u := v
				u.typ = a.m.canon(to)
				out = out.with(u)
			}
		case *Struct:
			c := *v
			c.typ = a.m.canon(to)
			a.m.identify(&c)
			out = out.with(&c)
		default:
			out = out.with(v)
		}
	}
	return out.from(s.origin)
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (a *activation) makeInterface(in *ssa.MakeInterface) Set {
	return a.m.wrap(a.textAt(a.get(in.X), in.Pos()), in.X.Type())
}

// wrap puts values of a type in an interface. Pointers to objects need no
// wrapping, unless what they point to is of another type.
func (m *machine) wrap(s Set, t types.Type) Set {
	if types.IsInterface(t) {
		return s
	}
	t = m.canon(t)
	m.allocated[t] = true
	out := Set{origin: s.origin}
	for _, v := range s.vals {
		out = out.with(Iface{t, v})
	}
	return out
}

func (a *activation) closure(in *ssa.MakeClosure) Set {
	fn := in.Fn.(*ssa.Function)
	var free []Set
	var all []origin
	var from origin
	for _, b := range in.Bindings {
		s := a.get(b)
		d := a.m.deep(a, s)
		all = append(all, d)
		from = from.or(d)
		s = strip(s)
		if d != (origin{}) {
			s.origin = captured
		}
		free = append(free, s)
	}
	f := a.m.function(fn, free)
	f.by, f.in, f.from = a.fn, a, all
	return one(f).from(origin{within: from.any()})
}

// captured marks a captured value that parameters of the capturing function
// decided. Others, its receiver above all, are nobody's to decide any more.
var captured = origin{self: 1}

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
		return runtimeText("…")
	}
	if !hasHi {
		hi = len(s)
	}
	if lo < 0 || hi > len(s) || lo > hi {
		return emptyText
	}
	return newText([]textPart{{lit: s[lo:hi]}}, t.prov)
}

func pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func (a *activation) fieldAddr(in *ssa.FieldAddr) Set {
	st := pointee(in.X.Type()).Underlying().(*types.Struct)
	name := st.Field(in.Field).Name()
	return a.place(a.get(in.X), fieldPath("", name), in.Type())
}

// place is the address of a part of what a set of addresses points to.
func (a *activation) place(x Set, path string, t types.Type) Set {
	out := Set{origin: x.origin}
	for _, v := range x.vals {
		switch v := unwrap(v).(type) {
		case Ref:
			out = out.with(Ref{v.obj, v.path + path})
		case Unknown:
			out = out.with(Unknown{typ: a.m.canon(t), name: joinName(v.name, path)})
		}
	}
	return out
}

func joinName(base, path string) string {
	if base == "" && path != "" && path[0] == '.' {
		return path[1:]
	}
	return base + path
}

func (a *activation) fieldOf(in *ssa.Field) Set {
	st := in.X.Type().Underlying().(*types.Struct)
	f := st.Field(in.Field)
	return qualified(a.part(a.get(in.X), fieldPath("", f.Name()), f.Type()), varName(in.X))
}

// part reads a part of struct values. Its origin is that of the struct, and that
// of the part itself when this activation put it there.
func (a *activation) part(x Set, path string, t types.Type) Set {
	var out Set
	from := origin{content: x.any()}
	for _, v := range x.vals {
		switch v := unwrap(v).(type) {
		case *Struct:
			if v.msg != nil {
				from = origin{}
			}
			out = out.union(a.m.field(v, path, t))
		case Ref:
			out = out.union(a.m.read(a, one(Ref{v.obj, v.path + path}), t))
		case Unknown:
			out = out.union(a.m.unknown(t, joinName(v.name, path)))
		}
	}
	return out.from(from)
}

func (a *activation) indexAddr(in *ssa.IndexAddr) Set {
	x := a.get(in.X)
	i, known := a.get(in.Index).num()
	out := Set{origin: x.origin}
	for _, v := range x.vals {
		switch v := v.(type) {
		case Ref:
			out = out.with(Ref{v.obj, elemPath(v.path, i, known)})
		case Slice:
			out = out.with(Ref{v.obj, elemPath(v.path, v.lo+i, known)})
		case Unknown:
			out = out.with(Unknown{typ: a.m.canon(in.Type()), name: v.name})
		}
	}
	return out
}

func elemPath(base string, i int, known bool) string {
	if !known {
		return base + anyElem
	}
	return indexPath(base, i)
}

func (a *activation) index(in *ssa.Index) Set {
	x := a.get(in.X)
	i, known := a.get(in.Index).num()
	if isString(in.X.Type()) {
		return a.byteAt(x, a.get(in.Index), in.Type())
	}
	if known {
		return a.part(x, indexPath("", i), in.Type())
	}
	var out Set
	for _, v := range x.vals {
		if s, ok := v.(*Struct); ok {
			for p, c := range s.cells {
				if p[0] == '[' {
					out = out.union(c)
				}
			}
		}
	}
	return out.from(x.origin)
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
		kept = a.m.unknown(in.AssertedType, "")
	}
	kept.origin = x.origin
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
