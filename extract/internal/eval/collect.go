package eval

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Maps keep an entry for each known key, in the order of insertion, and one for
// all unknown keys.

func (m *machine) keyPath(k Value) (string, bool) {
	k = unwrap(k)
	if s, ok := k.(*Struct); ok && s.open() || isOpenValue(k) {
		return anyKey, false
	}
	return "{" + strconv.Itoa(m.vid(k.key())) + "}", true
}

// open says whether a struct or array holds anything that is not known.
func (v *Struct) open() bool {
	if v.unknown {
		return true
	}
	for _, s := range v.cells {
		if len(s.vals) > 1 || len(s.vals) == 1 && isOpenValue(unwrap(s.vals[0])) {
			return true
		}
	}
	return false
}

func (a *activation) mapUpdate(ms, key, val Set) {
	for _, v := range ms.vals {
		r, ok := unwrap(v).(Ref)
		if !ok {
			continue
		}
		mt, ok := r.obj.typ.Underlying().(*types.Map)
		if !ok {
			continue
		}
		for _, k := range key.vals {
			path, known := a.m.keyPath(k)
			r.obj.insert(path, k)
			a.m.storeAt(a, Ref{r.obj, path}, val, mt.Elem(), known && len(key.vals) == 1 && len(ms.vals) == 1)
			if !a.m.holdsEntry(r.obj, path) {
				a.m.set(r.obj, path+heldCell, one(constBool(true)))
			}
		}
	}
}

// heldCell marks an entry whose value has no parts: the struct{} of a set.
const heldCell = ".$held"

func (o *Object) insert(path string, key Value) {
	if o.keys == nil {
		o.keys = map[string]Set{}
	}
	if _, ok := o.keys[path]; !ok {
		o.order = append(o.order, path)
	}
	o.keys[path] = o.keys[path].with(key)
}

// entries are the keys and values of a map that are set.
func (m *machine) entries(o *Object, elem types.Type) (keys, vals []Set) {
	for _, p := range o.order {
		if !m.holdsEntry(o, p) {
			continue
		}
		keys = append(keys, o.keys[p])
		vals = append(vals, m.load(Ref{o, p}, elem))
	}
	return keys, vals
}

func (m *machine) holdsEntry(o *Object, p string) bool { return holds(o.cells, p) || holds(o.late, p) }

// holds says whether there are cells of an entry: itself, or parts of it.
func holds(cells map[string]Set, entry string) bool {
	if _, ok := cells[entry]; ok {
		return true
	}
	for p := range cells {
		if strings.HasPrefix(p, entry) {
			return true
		}
	}
	return false
}

func (a *activation) lookup(in *ssa.Lookup) {
	x, k := a.get(in.X), a.get(in.Index)
	if isString(in.X.Type()) {
		a.put(in, a.byteAt(x, k, in.Type()))
		return
	}
	elem := elemType(in.X.Type())
	if isCommand(k) {
		a.m.choosesCommand(x)
	}
	val, found := a.m.entry(x, k, elem)
	val = val.from(origin{content: x.any() | k.self | k.content})
	if in.CommaOk {
		a.tuple(in, val, truthSet(found, func() Set { return a.m.unknown(types.Typ[types.Bool], "") }))
		return
	}
	a.put(in, val)
}

// byteAt is a byte of a text.
func (a *activation) byteAt(x, k Set, t types.Type) Set {
	s, ok := x.exactText()
	i, known := k.num()
	if ok && known && i >= 0 && i < len(s) {
		return one(constInt(int64(s[i]))).from(x.origin)
	}
	return a.m.unknown(t, "").from(x.origin)
}

// keyName is what an entry that is not known is called: its key, if that is known.
func keyName(key Set) string {
	s, _ := key.exactText()
	return s
}

// entry reads a map.
func (m *machine) entry(ms, key Set, elem types.Type) (Set, truthValue) {
	var out Set
	found := isOpen
	for _, v := range ms.vals {
		r, ok := unwrap(v).(Ref)
		if p, isPayload := unwrap(v).(Payload); isPayload {
			out = out.with(p)
			continue
		}
		if !ok {
			out = out.union(m.unknown(elem, keyName(key)))
			continue
		}
		s, f := m.entryOf(r.obj, key, elem)
		out = out.union(s)
		if len(ms.vals) == 1 {
			found = f
		}
	}
	if len(out.vals) == 0 {
		out = m.unknown(elem, keyName(key))
	}
	return strip(out), found
}

func (m *machine) entryOf(o *Object, key Set, elem types.Type) (Set, truthValue) {
	var out Set
	all, open := true, o.unknown() || m.holdsEntry(o, anyKey)
	for _, k := range key.vals {
		p, known := m.keyPath(k)
		if !known {
			open = true
			_, vals := m.entries(o, elem)
			for _, v := range vals {
				out = out.union(v)
			}
			continue
		}
		if m.holdsEntry(o, p) {
			out = out.union(m.load(Ref{o, p}, elem))
			continue
		}
		all = false
		if m.holdsEntry(o, anyKey) {
			out = out.union(inCommon(m.load(Ref{o, anyKey}, elem)))
		}
	}
	switch {
	case open:
		if o.unknown() && len(out.vals) == 0 {
			out = m.unknown(elem, o.name)
		}
		return out, isOpen
	case all && len(key.vals) > 0:
		return out, isTrue
	case len(out.vals) == 0:
		return m.zero(elem), isFalse
	}
	return out, isOpen
}

// inCommon is what texts under unknown keys have in common: which of them a key
// finds is not known, and each as an exact name would be one that may be wrong.
func inCommon(s Set) Set {
	if len(s.texts()) > 1 {
		s.vals = widen(s.vals)
	}
	return s
}

// iterate starts a range over a map or string.
func (a *activation) iterate(in *ssa.Range) Set {
	x := a.get(in.X)
	if s, ok := x.exactText(); ok && len(s) <= maxUnroll {
		it := &iter{id: "runes of " + s}
		for i, r := range s {
			it.keys = append(it.keys, one(constInt(int64(i))))
			it.vals = append(it.vals, one(constInt(int64(r))))
		}
		a.recvs[taking{in: in}] = 0
		return one(it).from(x.origin)
	}
	r, ok := unwrap(x.single()).(Ref)
	if !ok || isString(in.X.Type()) || r.obj.unknown() {
		return one(&iter{id: "open"})
	}
	it := &iter{id: strconv.Itoa(r.obj.id) + "/" + a.m.objectID(r.obj)}
	it.keys, it.vals = a.m.entries(r.obj, elemType(in.X.Type()))
	a.recvs[taking{in: in}] = 0
	return one(it).from(x.origin)
}

// next takes the next entry; the loop ends after the last one.
func (a *activation) next(in *ssa.Next) {
	s := a.get(in.Iter)
	it, ok := s.single().(*iter)
	rng, isRange := in.Iter.(*ssa.Range)
	t := in.Type().(*types.Tuple)
	if !ok || it.id == "open" || !isRange {
		a.tuple(in, a.m.unknown(t.At(0).Type(), ""), a.unknownAt(t.At(1).Type()), a.unknownAt(t.At(2).Type()))
		return
	}
	i := a.recvs[taking{in: rng}]
	if i >= len(it.keys) {
		a.tuple(in, one(constBool(false)), a.unknownAt(t.At(1).Type()), a.unknownAt(t.At(2).Type()))
		return
	}
	a.recvs[taking{in: rng}] = i + 1
	from := origin{content: s.any()}
	if isString(rng.X.Type()) {
		from = s.origin // a text's letters are the text
	}
	a.tuple(in, one(constBool(true)), strip(it.keys[i]).from(from), strip(it.vals[i]).from(from))
}

func (a *activation) unknownAt(t types.Type) Set {
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.Invalid {
		return one(Nil{})
	}
	return a.m.unknown(t, "")
}
