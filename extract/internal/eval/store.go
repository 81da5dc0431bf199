package eval

import (
	"go/types"
	"slices"
	"sort"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// store writes a set to each place of an address.
func (m *machine) store(a *activation, addr, val Set, t types.Type) {
	strong := len(addr.vals) == 1
	for _, v := range addr.vals {
		if r, ok := v.(Ref); ok {
			m.storeAt(a, r, val, t, strong && !strings.Contains(r.path, anyElem) && !strings.Contains(r.path, anyKey))
		}
	}
}

func (m *machine) storeAt(a *activation, r Ref, val Set, t types.Type, strong bool) {
	o := r.obj
	m.taint(a, o, m.deep(a, val))
	if a != nil {
		val.dep = newDeposit(a, val)
	}
	if o.owner != a {
		val = strip(val)
	}
	from := origin{content: val.self | val.content} // of its fields
	if !isAggregate(t) {
		m.write(o, r.path, val, strong)
		m.overwritten(o, r.path)
		return
	}
	if strong {
		for _, p := range sortedCells(o) {
			if _, ok := under(p, r.path); ok {
				m.set(o, p, Set{})
			}
		}
	}
	for _, v := range val.vals {
		sv, ok := v.(*Struct)
		if !ok {
			continue
		}
		if r.path == "" {
			o.msg, o.decoded = sv.msg, sv.from
			if sv.name != "" && o.name == "" {
				o.name = sv.name
			}
		}
		if sv.unknown && r.path == "" {
			m.set(o, unknownCell, one(constBool(true)))
		}
		paths := make([]string, 0, len(sv.cells))
		for p := range sv.cells {
			paths = append(paths, p)
		}
		sort.Strings(paths)
		for _, p := range paths {
			cell := sv.cells[p]
			if !configured(cell) {
				cell = cell.from(from)
			}
			m.write(o, r.path+p, cell, strong && len(val.vals) == 1)
		}
		if sv.unknown && r.path != "" {
			m.unknownFields(o, r.path, sv, t)
		}
	}
	if len(val.vals) > 1 {
		m.absentFields(o, r.path, val, t)
	}
}

// absentFields adds the fields that only some of several structs have set: the others
// hold zero values there.
func (m *machine) absentFields(o *Object, path string, val Set, t types.Type) {
	for _, v := range val.vals {
		sv, ok := v.(*Struct)
		if !ok {
			continue
		}
		for _, other := range val.vals {
			ov, ok := other.(*Struct)
			if !ok {
				continue
			}
			for _, p := range sortedKeys(ov.cells) {
				if ft := pathType(t, p); ft != nil && !isAggregate(ft) && len(sv.cells[p].vals) == 0 {
					m.write(o, path+p, m.field(sv, p, ft), false)
				}
			}
		}
	}
}

// configured says that configuration decides a value, whoever hands it on.
func configured(s Set) bool {
	for _, v := range s.vals {
		t, ok := v.(*Text)
		if !ok {
			continue
		}
		for p := t.prov; p != nil; p = p.next {
			if p.kind == "env" || p.kind == "config" || p.kind == "flag" || p.kind == config.KindFile {
				return true
			}
		}
	}
	return false
}

// unknownFields fills the fields of an unknown struct stored in a known object.
func (m *machine) unknownFields(o *Object, path string, sv *Struct, t types.Type) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		p := fieldPath("", f.Name())
		if isAggregate(f.Type()) {
			continue
		}
		if _, ok := sv.cells[p]; !ok {
			m.write(o, path+p, m.field(sv, p, f.Type()), false)
		}
	}
}

const maxDeposits = 8

func newDeposit(a *activation, val Set) *deposit {
	d := &deposit{act: a, pos: a.pos, from: val.origin}
	if before := val.dep; before != nil && before.depth < maxDeposits {
		d.before, d.depth = before, before.depth+1
	}
	return d
}

func (m *machine) write(o *Object, path string, s Set, strong bool) {
	if !strong {
		s = o.cells[path].union(s)
	}
	m.set(o, path, s)
	if m.async && o.seq < m.rootSeq {
		m.writeLate(o, path, s)
	}
}

// writeLate keeps what a callback wrote to an object that is older than it: code
// that ran before may run after it as well.
func (m *machine) writeLate(o *Object, path string, s Set) {
	for _, v := range s.vals {
		switch v := v.(type) {
		case Nil, Const, Unknown:
			continue
		case *Text:
			if h := v.pureHole(); v.id == "" || h != nil && h.kind == runtimeHole {
				continue
			}
		case Slice:
			if m.holdsEqual(o.late[path], v) {
				continue
			}
		}
		if !o.late[path].has(v.key()) {
			if o.late == nil {
				o.late = map[string]Set{}
			}
			o.late[path] = o.late[path].with(v).plain()
			m.dirty = true
		}
		if made := objectOf(v); made != nil && made.seq >= m.rootSeq && len(m.handed) < maxSnapshot && !slices.Contains(m.handed, made) {
			m.handed = append(m.handed, made)
		}
	}
}

// holdsEqual says whether a set has a slice with the same elements: callbacks that
// append to what they read would else never come to an end.
func (m *machine) holdsEqual(s Set, v Slice) bool {
	elem := elemType(v.obj.typ)
	now := ""
	for _, have := range s.vals {
		h, ok := have.(Slice)
		if !ok || !types.Identical(h.obj.typ, v.obj.typ) {
			continue
		}
		if now == "" {
			now = m.setID(m.anyElement(one(v), elem))
		}
		if m.setID(m.anyElement(one(h), elem)) == now {
			return true
		}
	}
	return false
}

// keepHanded keeps what the objects hold that a callback made and left in older ones.
func (m *machine) keepHanded() {
	for i := 0; i < len(m.handed); i++ { // grows
		o := m.handed[i]
		for _, p := range sortedCells(o) {
			m.writeLate(o, p, o.cells[p])
		}
	}
	m.handed = nil
}

// taint adds the origin of a stored value to its object. Objects of other
// activations get it when the storing one returns to their owner.
func (m *machine) taint(a *activation, o *Object, from origin) {
	if a == nil || from == (origin{}) {
		return
	}
	if o.owner == a {
		o.taint = o.taint.or(from)
		return
	}
	a.taints = append(a.taints, taintOf{o, from})
}

type taintOf struct {
	obj  *Object
	from origin
}

// deep is the origin of a value with what was stored in it.
func (m *machine) deep(a *activation, s Set) origin {
	o := s.origin
	for _, v := range s.vals {
		switch v := unwrap(v).(type) {
		case Ref:
			if v.obj.owner == a {
				o = o.or(v.obj.taint)
			}
		case Slice:
			if v.obj.owner == a {
				o = o.or(v.obj.taint)
			}
		case *Struct:
			for _, c := range v.cells {
				o = o.or(c.origin)
			}
		case Encoded:
			o = o.or(m.deep(a, one(v.val)))
		}
	}
	return o
}
