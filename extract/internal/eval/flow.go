package eval

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Control flow follows the dominator tree. A block runs in the state that its
// dominator left; what a subtree did is undone before its sibling runs, and
// where branches meet, the joined changes of those that arrive are applied.

// tree runs a block and all that it dominates.
func (a *activation) tree(b *ssa.BasicBlock) {
	if l := a.shape.loops[b]; l != nil {
		a.loop(b, l)
		return
	}
	a.begin(b)
	if a.block(b) {
		a.end(b)
	}
	a.below(b, nil)
}

func (a *activation) begin(b *ssa.BasicBlock) {
	a.starts[b.Index], a.startSeqs[b.Index] = a.m.mark(), a.m.seq
}

// below runs the blocks that b dominates, as far as they are reached and wanted.
func (a *activation) below(b *ssa.BasicBlock, want func(*ssa.BasicBlock) bool) {
	for _, c := range a.shape.children[b.Index] {
		if want != nil && !want(c) {
			continue
		}
		in := a.incoming(c)
		if len(in) == 0 {
			continue
		}
		mark := a.m.mark()
		var restore func()
		if len(c.Preds) == 1 {
			restore = a.assume(c.Preds[0], c)
		} else {
			a.join(c, in)
			restore = a.agree(in)
		}
		a.tree(c)
		if restore != nil {
			restore()
		}
		a.m.undo(mark)
	}
}

// incoming are the edges into a block from outside of its own loop.
func (a *activation) incoming(b *ssa.BasicBlock) []*edge {
	var in []*edge
	for _, p := range b.Preds {
		if e := a.edges[[2]int{p.Index, b.Index}]; e != nil && !b.Dominates(p) {
			in = append(in, e)
		}
		in = append(in, a.left[[2]int{p.Index, b.Index}]...)
	}
	return in
}

// join applies what arrives at a block and sets its phis.
func (a *activation) join(b *ssa.BasicBlock, in []*edge) {
	var ds []*delta
	for _, e := range in {
		ds = append(ds, e.delta)
	}
	a.m.apply(ds)
	a.setPhis(b, in)
	a.choose(b, in)
}

func (a *activation) setPhis(b *ssa.BasicBlock, in []*edge) {
	var vals []Set
	for _, e := range in {
		for i, s := range e.phis {
			if i == len(vals) {
				vals = append(vals, Set{})
			}
			vals[i] = joinTexts(vals[i], s)
		}
	}
	for i, s := range vals {
		a.put(b.Instrs[i].(*ssa.Phi), s)
	}
}

// end makes the edges to a block's successors.
func (a *activation) end(b *ssa.BasicBlock) {
	a.ends[b.Index], a.endSeqs[b.Index] = a.m.mark(), a.m.seq
	succs := b.Succs
	if br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		switch truth(a.get(br.Cond)) {
		case isTrue:
			succs = succs[:1]
		case isFalse:
			succs = succs[1:2]
		}
	}
	for _, s := range succs {
		a.edges[[2]int{b.Index, s.Index}] = a.edgeTo(b, s)
	}
}

// edgeTo is the edge with what changed since the state that all edges into the
// block have in common: the end of its dominator, or its own start for a loop.
func (a *activation) edgeTo(b, s *ssa.BasicBlock) *edge {
	e := &edge{}
	if len(s.Preds) == 1 {
		return e
	}
	e.known, e.under = a.known, slices.Clone(a.m.narrow)
	if br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok && b.Succs[0] != b.Succs[1] {
		if undo := a.narrowBy(br.Cond, b.Succs[0] == s); undo != nil {
			e.known, e.under = a.known, slices.Clone(a.m.narrow)
			defer undo() // the values that the edge brings are narrowed too
		}
	}
	if s.Dominates(b) {
		e.delta = a.m.since(a.starts[s.Index], a.startSeqs[s.Index])
	} else {
		d := s.Idom()
		e.delta = a.m.since(a.ends[d.Index], a.endSeqs[d.Index])
	}
	at := -1
	for i, p := range s.Preds {
		if p == b {
			at = i
		}
	}
	for _, in := range s.Instrs {
		phi, ok := in.(*ssa.Phi)
		if !ok {
			break
		}
		e.phis = append(e.phis, a.textAt(a.get(phi.Edges[at]), phi.Pos()))
	}
	return e
}

// assume narrows what a branch knows in the block that only it leads to, and
// gives a function that takes it back.
func (a *activation) assume(from, to *ssa.BasicBlock) func() {
	br, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return nil
	}
	return a.narrowBy(br.Cond, from.Succs[0] == to)
}

// block runs the instructions of a block; it says whether its end was reached.
func (a *activation) block(b *ssa.BasicBlock) bool {
	for _, in := range b.Instrs {
		a.m.steps++
		if pos := in.Pos(); pos.IsValid() {
			a.pos = pos
		}
		if !a.instr(in) {
			return false
		}
	}
	return true
}
