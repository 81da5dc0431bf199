package eval

import (
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// Loops: element by element over what is known, with each way out of each pass kept,
// and to a fixed point over what is not.

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

// decided says whether the loop goes on because its condition is known: at its head,
// or where each way back to it counts (`for i := range n`).
func (a *activation) decided(head *ssa.BasicBlock, l *loop) bool {
	if a.leavesKnown(head, l) {
		return true
	}
	for _, p := range head.Preds {
		if a.edges[[2]int{p.Index, head.Index}] == nil || !head.Dominates(p) {
			continue
		}
		br, ok := p.Instrs[len(p.Instrs)-1].(*ssa.If)
		if !ok || !a.leavesKnown(p, l) {
			return false
		}
		if c, ok := br.Cond.(*ssa.BinOp); !ok || comparisons[c.Op] == nil {
			return false
		}
	}
	return true
}

// leavesKnown says whether a block knows whether to leave a loop.
func (a *activation) leavesKnown(b *ssa.BasicBlock, l *loop) bool {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	return ok && l.blocks[b.Succs[0]] != l.blocks[b.Succs[1]] && truth(a.get(br.Cond)) != isOpen
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
			for i, c := range e.delta.order {
				if c.obj.seq <= e.delta.seq {
					id += strconv.Itoa(c.id) + "=" + a.m.setID(e.delta.vals[i]) + ";"
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
