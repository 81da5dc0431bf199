package eval

import (
	"go/types"
	"slices"
)

// The heap is one state, changed in place. A journal takes it back to where a
// branch began, and joins what several branches changed.

type change struct {
	obj  *Object
	path string
	old  Set
}

// set writes a cell and remembers what it was. An empty set unsets it.
func (m *machine) set(o *Object, path string, s Set) {
	m.journal = append(m.journal, change{o, path, o.cells[path]})
	m.put(o, path, s)
}

func (m *machine) put(o *Object, path string, s Set) {
	if len(s.vals) == 0 {
		delete(o.cells, path)
		return
	}
	if o.cells == nil {
		o.cells = map[string]Set{}
	}
	o.cells[path] = s
}

func (m *machine) mark() int { return len(m.journal) }

// undo takes the heap back to a mark.
func (m *machine) undo(mark int) {
	for i := len(m.journal) - 1; i >= mark; i-- {
		c := m.journal[i]
		m.put(c.obj, c.path, c.old)
	}
	m.journal = m.journal[:mark]
}

type cellID struct {
	obj  *Object
	path string
}

// delta is what changed since a mark, in the order of the first change.
type delta struct {
	order []cellID
	vals  map[cellID]Set
	seq   int // the allocation count at the mark: later objects are new
}

func (m *machine) since(mark, seq int) *delta {
	d := &delta{seq: seq}
	if len(m.journal) == mark {
		return d
	}
	d.vals = make(map[cellID]Set, len(m.journal)-mark)
	for _, c := range m.journal[mark:] {
		id := cellID{c.obj, c.path}
		if _, ok := d.vals[id]; !ok {
			d.order = append(d.order, id)
			d.vals[id] = c.obj.cells[c.path]
		}
	}
	return d
}

// apply writes the join of what several paths changed, on top of the state they
// all started from.
func (m *machine) apply(ds []*delta) {
	if len(ds) == 1 {
		for _, id := range ds[0].order {
			m.set(id.obj, id.path, ds[0].vals[id])
		}
		return
	}
	done := map[cellID]bool{}
	for _, d := range ds {
		for _, id := range d.order {
			if done[id] {
				continue
			}
			done[id] = true
			m.set(id.obj, id.path, m.joined(id, ds))
		}
	}
}

func (m *machine) joined(id cellID, ds []*delta) Set {
	var s Set
	base, hasBase := id.obj.cells[id.path]
	fresh := id.obj.seq > ds[0].seq
	for _, d := range ds {
		v, ok := d.vals[id]
		switch {
		case ok && len(v.vals) > 0:
			s = joinTexts(s, v)
		case ok || fresh:
		case hasBase:
			s = joinTexts(s, base)
		case id.path != unknownCell && !fromFile(id, ds):
			s = joinTexts(s, m.missing(id.obj, id.path))
		}
	}
	return s
}

// fromFile says whether one of the paths filled a cell from a file. One that did
// not is how an error leaves it, which ends the program.
func fromFile(id cellID, ds []*delta) bool {
	return slices.ContainsFunc(ds, func(d *delta) bool {
		return slices.ContainsFunc(d.vals[id].texts(), func(t *Text) bool { return t.id != "" && t.prov.decided() })
	})
}

// missing is what a cell that is not set holds, as far as that matters in a
// join: the zero text of a text cell.
func (m *machine) missing(o *Object, path string) Set {
	t := pathType(o.typ, path)
	if t == nil || o.unknown() {
		return Set{}
	}
	if _, ok := t.Underlying().(*types.Basic); ok {
		return m.zero(t)
	}
	return Set{}
}

func (o *Object) unknown() bool { _, ok := o.cells[unknownCell]; return ok }
