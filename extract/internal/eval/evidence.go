package eval

import (
	"go/token"
	"regexp"
	"slices"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/graph"
)

// Patterns are found in the graph, by what only the code shows: whether a message is
// published where something failed, and what the function around it does with stores.

// evidence adds it to the facts of publishing endpoints.
func (m *machine) evidence(r *Result, list []consumer, uses usesOf) {
	acts := m.publishing()
	beside := m.beside(acts)
	applying := sync.OnceValue(m.applying)
	for i, c := range list {
		if c.ep.dir != graph.Publish {
			continue
		}
		g := &r.Endpoints[i]
		g.Failing = m.failing(acts, c)
		g.Beside = uses.stores(beside[c.ep])
		g.Relays, g.Rebuilds = uses.stores(relayed(acts[c.ep])), uses.stores(rebuilt(acts[c.ep], applying))
	}
}

// publishing are the activations that lead to each publishing endpoint.
func (m *machine) publishing() map[*endpoint][]*activation {
	out := map[*endpoint][]*activation{}
	for _, a := range m.acts {
		if len(a.pubs) > 0 {
			for _, e := range a.pubs {
				out[e] = append(out[e], a)
			}
		}
	}
	return out
}

// beside are the writes that a publishing endpoint has beside it: those that the
// innermost function with both does. What main sets going is not together.
func (m *machine) beside(acts map[*endpoint][]*activation) map[*endpoint][]*use {
	out := map[*endpoint][]*use{}
	for e, list := range acts {
		below := map[*activation]bool{} // a called function has both too
		for _, a := range list {
			if slices.ContainsFunc(a.uses, isWrite) {
				for _, c := range a.callers {
					below[c.caller] = true
				}
			}
		}
		for _, a := range list {
			if below[a] || !m.prog.own(a.fn) || a.fn.Name() == "main" || a.fn.Name() == "init" {
				continue
			}
			for _, u := range a.uses {
				if isWrite(u) && !slices.Contains(out[e], u) {
					out[e] = append(out[e], u)
				}
			}
		}
	}
	return out
}

func isWrite(u *use) bool { return u.op == graph.Write }

// relayed are the reads and writes of stored objects that a function both reads and
// writes around what it publishes: rows that it publishes and marks.
func relayed(acts []*activation) []*use {
	var out []*use
	for _, a := range acts {
		for _, u := range a.uses {
			marks := func(w *use) bool {
				return w.op == graph.Write && w.object != "" && w.object == u.object && w.kind == u.kind && w.name == u.name
			}
			if u.op == graph.Read && slices.ContainsFunc(a.uses, marks) {
				out = append(out, u)
				for _, w := range a.uses {
					if marks(w) {
						out = append(out, w)
					}
				}
			}
		}
	}
	return out
}

var (
	applies   = regexp.MustCompile(`^(?:[Aa]pply|[Rr]eplay|[Rr]ehydrate|[Ll]oadFromHistory|[Rr]ebuild|[Ww]hen)`)
	storesLog = regexp.MustCompile(`(?i)events?(?:store|s)?$`)
)

// rebuilt are the reads of stored events from which a function of an activation, or one
// that it calls, makes a state by applying them.
func rebuilt(acts []*activation, applying func() map[*ssa.Function]bool) []*use {
	var out []*use
	for _, a := range acts {
		for _, u := range a.uses {
			if u.op == graph.Read && storesLog.MatchString(u.object) && applying()[u.fn] {
				out = append(out, u)
			}
		}
	}
	return out
}

// applying are the functions that apply events in a loop, and those that such a
// function calls.
func (m *machine) applying() map[*ssa.Function]bool {
	out, known := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	applies := func(fn *ssa.Function) bool {
		does, ok := known[fn]
		if !ok {
			does = callsApply(fn)
			known[fn] = does
		}
		return does
	}
	for _, a := range m.acts {
		out[a.fn] = out[a.fn] || applies(a.fn) || slices.ContainsFunc(a.callers, func(c *callEdge) bool { return applies(c.caller.fn) })
	}
	return out
}

func callsApply(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok || len(b.Succs) == 0 {
				continue
			}
			if callee := c.Common().StaticCallee(); callee != nil && applies.MatchString(callee.Name()) ||
				c.Common().IsInvoke() && applies.MatchString(c.Common().Method.Name()) {
				return true
			}
		}
	}
	return false
}

// maxFailingDepth is how many calls up an error branch is looked for.
const maxFailingDepth = 6

// failing says whether an endpoint is published only where something failed: the call,
// or all that lead to it, are in branches on an error.
func (m *machine) failing(acts map[*endpoint][]*activation, c consumer) bool {
	for _, f := range c.trace {
		if onError(f.fn, f.pos) {
			return true
		}
	}
	first := c.trace[0].fn
	for _, a := range acts[c.ep] {
		if a.fn == first {
			return calledOnError(a, 0)
		}
	}
	return false
}

func calledOnError(a *activation, depth int) bool {
	if len(a.callers) == 0 || depth > maxFailingDepth {
		return false
	}
	for _, c := range a.callers {
		if !onError(c.caller.fn, c.pos) && !calledOnError(c.caller, depth+1) {
			return false
		}
	}
	return true
}

// onError says whether the call at a position is in the branch of its function that
// an error that is not nil leads to.
func onError(fn *ssa.Function, pos token.Pos) bool {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(ssa.CallInstruction); ok && c.Pos() == pos {
				return errorBranch(b)
			}
		}
	}
	return false
}

func errorBranch(b *ssa.BasicBlock) bool {
	for d := b; d != nil && d.Idom() != nil; d = d.Idom() {
		cond, ok := lastOf(d.Idom()).(*ssa.If)
		if !ok || len(d.Preds) != 1 {
			continue
		}
		cmp, ok := cond.Cond.(*ssa.BinOp)
		if !ok || !isErrorType(cmp.X.Type()) || !isNilConst(cmp.Y) {
			continue
		}
		failed := d.Idom().Succs[0]
		if cmp.Op == token.EQL {
			failed = d.Idom().Succs[1]
		}
		if failed == d {
			return true
		}
	}
	return false
}

func lastOf(b *ssa.BasicBlock) ssa.Instruction { return b.Instrs[len(b.Instrs)-1] }

func isNilConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}
