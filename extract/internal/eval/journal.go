package eval

import (
	"go/types"
	"slices"
)

// The heap is one state, changed in place. A journal takes it back to where a
// branch began, and joins what several branches changed.

// cell is a place in an object, with its number: those of a machine are counted, so that
// what changed is collected without hashing.
type cell struct {
	obj  *Object
	path string
	id   int
}

type change struct {
	cell
	old Set
}

// cells counts the places of a machine. A place is seen when its stamp is the newest;
// row is then what it was given.
type cells struct {
	stamps, rows []int
	newest       int
}

func (c *cells) begin() { c.newest++ }

// first says whether a place is seen for the first time, and notes its row.
func (c *cells) first(id, row int) bool {
	if c.stamps[id] == c.newest {
		return false
	}
	c.stamps[id], c.rows[id] = c.newest, row
	return true
}

// cell is the place in an object.
func (m *machine) cell(o *Object, path string) cell {
	id, ok := o.ids[path]
	if !ok {
		if o.ids == nil {
			o.ids = map[string]int{}
		}
		id = len(m.places.stamps)
		o.ids[path] = id
		m.places.stamps, m.places.rows = append(m.places.stamps, 0), append(m.places.rows, 0)
	}
	return cell{o, path, id}
}

// set writes a cell and remembers what it was. An empty set unsets it.
func (m *machine) set(o *Object, path string, s Set) { m.setCell(m.cell(o, path), s) }

func (m *machine) setCell(c cell, s Set) {
	m.steps++
	m.journal = append(m.journal, change{c, c.obj.cells[c.path]})
	m.put(c.obj, c.path, s)
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

// delta is what changed since a mark, in the order of the first change: cells, and what
// each holds.
type delta struct {
	order []cell
	vals  []Set
	seq   int // the allocation count at the mark: later objects are new
}

func (m *machine) since(mark, seq int) *delta {
	d := &delta{seq: seq}
	m.places.begin()
	for _, c := range m.journal[mark:] {
		if m.places.first(c.id, 0) {
			d.order = append(d.order, c.cell)
			d.vals = append(d.vals, c.obj.cells[c.path])
		}
	}
	return d
}

// apply writes the join of what several paths changed, on top of the state they
// all started from.
func (m *machine) apply(ds []*delta) {
	if len(ds) == 1 {
		for i, c := range ds[0].order {
			m.setCell(c, ds[0].vals[i])
		}
		return
	}
	var changed []cell
	var left []Set // for each of them what each path left, nil where it changed nothing
	n := len(ds)
	m.places.begin()
	for i, d := range ds {
		for j, c := range d.order {
			if m.places.first(c.id, len(changed)) {
				changed = append(changed, c)
				left = append(left, make([]Set, n)...)
			}
			val := d.vals[j]
			if val.vals == nil {
				val.vals = unset
			}
			left[m.places.rows[c.id]*n+i] = val
		}
	}
	for i, c := range changed {
		m.setCell(c, m.joined(c, ds[0].seq, left[i*n:(i+1)*n]))
	}
}

// unset is what a path leaves in a cell that it empties.
var unset = []Value{}

func (m *machine) joined(c cell, seq int, vals []Set) Set {
	var s, otherwise Set // otherwise is what a path leaves that changed nothing
	if c.obj.seq <= seq {
		base, ok := c.obj.cells[c.path]
		if !ok && c.path != unknownCell && !slices.ContainsFunc(vals, fromFile) {
			base = m.missing(c.obj, c.path)
		}
		otherwise = base
	}
	for _, v := range vals {
		switch {
		case len(v.vals) > 0:
			s = joinTexts(s, v)
		case v.vals == nil && len(otherwise.vals) > 0:
			s = joinTexts(s, otherwise)
			otherwise = Set{} // once is enough
		}
	}
	return s
}

// fromFile says whether one of the paths filled a cell from a file. One that did
// not is how an error leaves it, which ends the program.
func fromFile(s Set) bool {
	return slices.ContainsFunc(s.texts(), func(t *Text) bool { return t.id != "" && t.prov.decided() })
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
