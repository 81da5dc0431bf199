package eval

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Equal calls are answered from memory: the results and the changes of the heap of
// an earlier one.

// reuse gives the activation that answers a call from memory.
func (m *machine) reuse(caller *activation, at ssa.Instruction, key string) *activation {
	a := m.shared[key]
	if a == nil || !a.done {
		return nil
	}
	if a.fresh && caller != nil && m.copies[key] < maxCopies {
		a = m.acts[key+"@"+m.siteKey(caller, at)]
		if a == nil || !a.done {
			return nil
		}
	}
	for _, v := range a.reads {
		if m.objectID(v.obj) != v.id {
			return nil
		}
	}
	return a
}

// objectID is the contents of an object, without those of what it points to.
func (m *machine) objectID(o *Object) string {
	if len(o.cells) > maxSnapshot {
		return "large"
	}
	var b strings.Builder
	for _, p := range sortedCells(o) {
		b.WriteString(p)
		b.WriteByte('=')
		b.WriteString(m.setID(o.cells[p]))
		b.WriteByte(';')
	}
	return b.String()
}

// replay does to the heap what an earlier, equal call did.
func (m *machine) replay(a *activation) {
	if a.effect == nil {
		return
	}
	for i, c := range a.effect.order {
		if val := a.effect.vals[i]; !c.obj.cells[c.path].same(val) {
			m.setCell(c, val)
		}
	}
}

// countedKey tells the calls of a recursion apart that counts.
func countedKey(fn *ssa.Function, args []Set) string {
	var b strings.Builder
	for i, s := range args {
		if n, ok := s.num(); ok && i < len(fn.Params) {
			b.WriteString("#" + strconv.Itoa(n))
		}
	}
	return b.String()
}

func (m *machine) callKey(fn *ssa.Function, free, args []Set) string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(m.vid(vkey{fn, "fn"})))
	for i, s := range args {
		b.WriteByte('(')
		if i < len(fn.Params) && !m.prog.matters(fn.Params[i].Type()) && !carriesValues(s) {
			continue
		}
		b.WriteString(m.setID(s))
	}
	for _, s := range free {
		b.WriteByte('^')
		b.WriteString(m.setID(s))
	}
	for _, n := range m.narrow {
		b.WriteString("|" + n.key())
	}
	return b.String()
}
