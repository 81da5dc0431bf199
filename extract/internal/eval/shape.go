package eval

import "golang.org/x/tools/go/ssa"

// shape is what control flow needs to know of a function, worked out once.
type shape struct {
	regs  map[ssa.Value]int
	loops map[*ssa.BasicBlock]*loop
	// children are the blocks that a block dominates immediately, in reverse
	// post-order.
	children [][]*ssa.BasicBlock
	pos      []int // a block's place in reverse post-order
}

// loop is a natural loop.
type loop struct {
	head   *ssa.BasicBlock
	blocks map[*ssa.BasicBlock]bool
	exits  bool // some edge leaves it
	recvs  []ssa.Instruction
	unroll int // how often it runs while its condition is known
}

func newShape(fn *ssa.Function) *shape {
	s := &shape{
		regs:     map[ssa.Value]int{},
		loops:    map[*ssa.BasicBlock]*loop{},
		children: make([][]*ssa.BasicBlock, len(fn.Blocks)),
		pos:      make([]int, len(fn.Blocks)),
	}
	for _, p := range fn.Params {
		s.regs[p] = len(s.regs)
	}
	for _, p := range fn.FreeVars {
		s.regs[p] = len(s.regs)
	}
	order := reversePostorder(fn.Blocks[0], len(fn.Blocks))
	for i, b := range order {
		s.pos[b.Index] = i
		if d := b.Idom(); d != nil {
			s.children[d.Index] = append(s.children[d.Index], b)
		}
		for _, in := range b.Instrs {
			if v, ok := in.(ssa.Value); ok {
				s.regs[v] = len(s.regs)
			}
		}
		for _, p := range b.Preds {
			if b.Dominates(p) {
				s.addLoop(b, p)
			}
		}
	}
	for head, l := range s.loops {
		l.finish(order)
		l.unroll = maxCount
		if overCollection(head) {
			l.unroll = maxUnroll
		}
	}
	return s
}

// reversePostorder lists the reachable blocks so that a block comes after those
// that lead to it, back edges aside. Successors are visited last to first, which
// keeps the order of the source.
func reversePostorder(entry *ssa.BasicBlock, n int) []*ssa.BasicBlock {
	seen := make([]bool, n)
	var post []*ssa.BasicBlock
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		seen[b.Index] = true
		for i := len(b.Succs) - 1; i >= 0; i-- {
			if c := b.Succs[i]; !seen[c.Index] {
				visit(c)
			}
		}
		post = append(post, b)
	}
	visit(entry)
	for i, j := 0, len(post)-1; i < j; i, j = i+1, j-1 {
		post[i], post[j] = post[j], post[i]
	}
	return post
}

func (s *shape) addLoop(head, tail *ssa.BasicBlock) {
	l := s.loops[head]
	if l == nil {
		l = &loop{head: head, blocks: map[*ssa.BasicBlock]bool{head: true}}
		s.loops[head] = l
	}
	work := []*ssa.BasicBlock{tail}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if l.blocks[b] {
			continue
		}
		l.blocks[b] = true
		work = append(work, b.Preds...)
	}
}

func (l *loop) finish(order []*ssa.BasicBlock) {
	for _, b := range order {
		if !l.blocks[b] {
			continue
		}
		for _, s := range b.Succs {
			l.exits = l.exits || !l.blocks[s]
		}
		for _, in := range b.Instrs {
			if isReceive(in) {
				l.recvs = append(l.recvs, in)
			}
		}
	}
}

// overCollection says whether a loop ends with a collection, rather than with a
// number that the program chose.
func overCollection(head *ssa.BasicBlock) bool {
	br, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	switch c := br.Cond.(type) {
	case *ssa.Extract:
		return true
	case *ssa.BinOp:
		call, ok := c.Y.(*ssa.Call)
		if !ok {
			return false
		}
		b, ok := call.Call.Value.(*ssa.Builtin)
		return ok && b.Name() == "len"
	}
	return false
}
