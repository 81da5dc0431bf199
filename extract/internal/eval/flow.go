package eval

import (
	"slices"
	"strconv"

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

// loop runs a loop: element by element while its condition is known, else until
// nothing changes any more.
func (a *activation) loop(head *ssa.BasicBlock, l *loop) {
	iter := a.iter
	inside := func(b *ssa.BasicBlock) bool { return l.blocks[b] }
	entry := a.incoming(head)
	a.forget(l)
	var before string
	for pass := 0; ; pass++ {
		a.iter = iter + "/" + strconv.Itoa(head.Index) + "." + strconv.Itoa(pass)
		a.clear(l)
		a.begin(head)
		taken := a.taken(l)
		ok := a.block(head)
		if ok {
			a.end(head)
			a.below(head, inside)
		}
		back := a.backEdges(head)
		if !ok || len(back) == 0 {
			break
		}
		if a.decided(head, l) && pass < l.unroll {
			a.keepExits(l)
			a.m.undo(a.starts[head.Index])
			a.join(head, back)
			continue
		}
		now := a.backID(back)
		more := a.taken(l) > taken && slices.ContainsFunc(l.recvs, a.unread) && pass+1 < maxUnroll
		if !more && (pass+1 >= maxPasses || now == before) {
			break
		}
		before = now
		a.m.undo(a.starts[head.Index])
		a.rejoin(head, entry, back)
	}
	a.iter = iter
	if !l.exits {
		a.stay(head)
	}
	a.below(head, func(b *ssa.BasicBlock) bool { return !inside(b) })
}

// stay records the state of a loop without end as the one that the function is
// left with: servers never return.
func (a *activation) stay(head *ssa.BasicBlock) {
	if back := a.backEdges(head); len(back) > 0 {
		a.m.undo(a.starts[head.Index])
		a.join(head, back)
	}
	a.dead = a.m.since(a.starts[0], a.seq0)
}

// clear forgets the edges that an earlier pass made, and where loops in it were left.
func (a *activation) clear(l *loop) {
	for k := range a.edges {
		if l.blocks[a.fn.Blocks[k[0]]] {
			delete(a.edges, k)
		}
	}
	for k := range a.left {
		if l.runs(a.fn.Blocks[k[0]]) && l.runs(a.fn.Blocks[k[1]]) {
			delete(a.left, k)
		}
	}
}

// keepExits keeps the edges by which this pass may have left the loop: one that goes
// on element by element may be left at any of them (`if err == nil { break }`).
func (a *activation) keepExits(l *loop) {
	for k, e := range a.edges {
		if e.delta == nil || !l.runs(a.fn.Blocks[k[0]]) || l.runs(a.fn.Blocks[k[1]]) {
			continue
		}
		if a.left == nil {
			a.left = map[[2]int][]*edge{}
		}
		a.left[k] = append(a.left[k], e)
	}
}

// forget drops where an earlier run of a loop was left.
func (a *activation) forget(l *loop) {
	for k := range a.left {
		if l.runs(a.fn.Blocks[k[0]]) {
			delete(a.left, k)
		}
	}
}

// runs says whether a block runs in a pass of the loop: those of the loop, and those
// on the way out that only one of them leads to (`found = x; break`).
func (l *loop) runs(b *ssa.BasicBlock) bool {
	for d := b; d != nil; d = d.Idom() {
		if l.blocks[d] {
			return d == b || d != l.head
		}
	}
	return false
}

func (a *activation) backEdges(head *ssa.BasicBlock) []*edge {
	var back []*edge
	for _, p := range head.Preds {
		if e := a.edges[[2]int{p.Index, head.Index}]; e != nil && head.Dominates(p) {
			back = append(back, e)
		}
	}
	return back
}

// decided says whether the loop goes on because its condition is known.
func (a *activation) decided(head *ssa.BasicBlock, l *loop) bool {
	br, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If)
	return ok && l.blocks[head.Succs[0]] != l.blocks[head.Succs[1]] && truth(a.get(br.Cond)) != isOpen
}

// rejoin starts another pass with what held before the loop or after a pass.
func (a *activation) rejoin(head *ssa.BasicBlock, entry, back []*edge) {
	ds := []*delta{{seq: a.startSeqs[head.Index]}}
	in := append([]*edge(nil), entry...)
	for _, e := range back {
		ds = append(ds, e.delta)
		in = append(in, e)
	}
	a.m.apply(ds)
	if len(entry) > 0 && entry[0].phis != nil {
		a.setPhis(head, in)
	} else {
		a.widenPhis(head, back)
	}
	for _, instr := range head.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		a.put(phi, a.m.widenNumbers(a.get(phi), phi.Type()))
	}
}

// widenPhis joins phis with what they were when the entry edges are not kept.
func (a *activation) widenPhis(head *ssa.BasicBlock, back []*edge) {
	for i, instr := range head.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			return
		}
		s := a.get(phi)
		for _, e := range back {
			s = s.union(e.phis[i])
		}
		a.put(phi, s)
	}
}

func (a *activation) backID(back []*edge) string {
	id := ""
	for _, e := range back {
		for _, s := range e.phis {
			id += a.m.setID(s) + ";"
		}
		if e.delta != nil {
			for _, c := range e.delta.order {
				if c.obj.seq <= e.delta.seq {
					id += strconv.Itoa(c.obj.id) + c.path + "=" + a.m.setID(e.delta.vals[c]) + ";"
				}
			}
		}
	}
	return id
}

// taken is how many values the receives in a loop have taken: each pass takes
// the next one of its channel.
func (a *activation) taken(l *loop) int {
	n := 0
	for at, i := range a.recvs {
		if slices.Contains(l.recvs, at.in) {
			n += i
		}
	}
	return n
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
