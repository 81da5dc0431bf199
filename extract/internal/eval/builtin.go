package eval

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

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
	case "delete":
		a.removeEntries(a.get(args[0]), a.get(args[1]).single())
		return nil, true
	case "clear":
		a.removeEntries(a.get(args[0]), nil)
		return nil, true
	case "close", "print", "println":
		return nil, true
	case "min", "max":
		if s, ok := a.extreme(b.Name(), args); ok {
			return []Set{s}, true
		}
	case "ssa:wrapnilchk":
		return []Set{a.get(args[0])}, true
	}
	if v := at.Value(); v != nil {
		return []Set{a.m.unknown(v.Type(), "")}, true
	}
	return nil, true
}

// extreme is the least or greatest of values that are all known.
func (a *activation) extreme(name string, args []ssa.Value) (Set, bool) {
	best, from := a.get(args[0]), origin{}
	for _, arg := range args {
		s := a.get(arg)
		from = from.or(s.origin)
		less, ok := below(s, best)
		if !ok {
			return Set{}, false
		}
		if more, _ := below(best, s); name == "min" && less || name == "max" && more {
			best = s
		}
	}
	return best.plain().from(from), true
}

// below compares two known texts or numbers.
func below(x, y Set) (less, known bool) {
	if s, ok := x.exactText(); ok {
		t, ok := y.exactText()
		return s < t, ok
	}
	p, ok1 := x.num()
	q, ok2 := y.num()
	return p < q, ok1 && ok2
}

// removeEntries is delete, or clear without a key. Only a map that this activation
// made loses entries: of others, it is not known when the code runs.
func (a *activation) removeEntries(ms Set, key Value) {
	r, ok := unwrap(ms.single()).(Ref)
	if !ok || r.obj.owner != a || r.path != "" {
		return
	}
	if _, isMap := r.obj.typ.Underlying().(*types.Map); !isMap {
		return
	}
	entry := ""
	if key != nil {
		if entry, ok = a.m.keyPath(key); !ok {
			return
		}
	}
	for _, p := range sortedCells(r.obj) {
		if strings.HasPrefix(p, "{") && strings.HasPrefix(p, entry) {
			a.m.set(r.obj, p, Set{})
		}
	}
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
