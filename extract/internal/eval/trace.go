package eval

import "golang.org/x/tools/go/ssa"

// decidedBy follows an origin up the calls of an activation to where nothing of it
// is a parameter any more: the traces from there down to the activation, without
// the activation's own frame. Without such a call there is none.
func (m *machine) decidedBy(act *activation, from origin) [][]frame {
	w := &walk{m: m, seen: map[*activation]bool{}}
	w.up(act, origin{self: from.self, content: from.content}, nil)
	return w.out
}

type walk struct {
	m    *machine
	seen map[*activation]bool
	out  [][]frame
}

const (
	maxTraces     = 16
	maxTraceDepth = 24
)

func (w *walk) up(act *activation, from origin, below []frame) {
	if from.self|from.content == 0 || len(below) > maxTraceDepth || w.seen[act] || len(act.callers) == 0 {
		if len(below) > 0 && len(w.out) < maxTraces {
			w.out = append(w.out, below)
		}
		return
	}
	w.seen[act] = true
	for _, e := range act.callers {
		next := e.translate(act.fn, from)
		w.up(e.caller, origin{self: next.self, content: next.content}, e.caller.above(e.pos, below))
	}
	w.seen[act] = false
}

// deposited are the traces to where a stored value was decided; deep counts what
// is in the value too.
func (m *machine) deposited(d *deposit, deep bool) [][]frame {
	if d == nil || d.act == nil {
		return nil
	}
	from := d.from
	if deep && from.self|from.content == 0 {
		from.content = from.within
	}
	return m.decidedBy(d.act, from)
}

// joinTraces puts the calls that decided on a handler above those of its
// endpoint, without repeating what they share.
func joinTraces(above, trace []frame) []frame {
	for i, f := range above {
		if f == trace[0] {
			return append(append([]frame(nil), above[:i]...), trace...)
		}
	}
	for _, f := range trace {
		if f == above[0] {
			return trace
		}
	}
	return append(append([]frame(nil), above...), trace...)
}

// below says whether a function is on a trace, but not at its top: a wrapper.
func wraps(trace []frame, fn *ssa.Function) bool {
	if len(trace) == 0 || fn == nil {
		return false
	}
	if enclosing(trace[0].fn) == enclosing(fn) {
		return false
	}
	for _, f := range trace[1:] {
		if enclosing(f.fn) == enclosing(fn) {
			return true
		}
	}
	return false
}
