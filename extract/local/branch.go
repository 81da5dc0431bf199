package local

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// branch is where an error is compared with nil.
type branch struct {
	at       *ssa.If
	fail, ok *ssa.BasicBlock
}

// branches are the comparisons of an error with nil, also of one that it becomes in a
// variable.
func branches(err ssa.Value) []branch {
	var out []branch
	seen := map[ssa.Value]bool{}
	var look func(v ssa.Value)
	look = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.BinOp:
				out = append(out, compared(ref)...)
			case *ssa.Phi:
				look(ref)
			case *ssa.Store:
				if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v {
					loads(alloc, ref, look)
				}
			}
		}
	}
	look(err)
	return out
}

// loads are those of a variable in the block that stored it, before it is stored again.
func loads(alloc *ssa.Alloc, store *ssa.Store, look func(ssa.Value)) {
	after := false
	for _, instr := range store.Block().Instrs {
		switch instr := instr.(type) {
		case *ssa.Store:
			if instr.Addr == alloc {
				after = instr == store
			}
		case *ssa.UnOp:
			if after && instr.X == alloc && instr.Op == token.MUL {
				look(instr)
			}
		}
	}
}

// compared are the branches that a comparison with nil decides.
func compared(op *ssa.BinOp) []branch {
	if op.Op != token.NEQ && op.Op != token.EQL || !isNil(op.X) && !isNil(op.Y) {
		return nil
	}
	var out []branch
	for _, ref := range *op.Referrers() {
		if cond, ok := ref.(*ssa.If); ok {
			b := branch{cond, cond.Block().Succs[0], cond.Block().Succs[1]}
			if op.Op == token.EQL {
				b.fail, b.ok = b.ok, b.fail
			}
			out = append(out, b)
		}
	}
	return out
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// region are the blocks that run only if an error was not nil.
func (b branch) region() []*ssa.BasicBlock {
	if len(b.fail.Preds) != 1 {
		return nil // both ways lead there
	}
	var out []*ssa.BasicBlock
	for _, blk := range b.fail.Parent().Blocks {
		if b.fail.Dominates(blk) {
			out = append(out, blk)
		}
	}
	return out
}

// reaches reports whether control can go from a block to another one, or back to it,
// without entering a third one, where the next message begins.
func reaches(from, to, barrier *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	todo := []*ssa.BasicBlock{from}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[b] || b == barrier {
			continue
		}
		if b == to {
			return true
		}
		seen[b] = true
		todo = append(todo, b.Succs...)
	}
	return false
}

// follows reports whether an instruction can run after another one for the same
// message, which begins at the barrier.
func follows(a, b ssa.Instruction, barrier *ssa.BasicBlock) bool {
	if a.Block() == b.Block() && index(a) < index(b) {
		return true
	}
	for _, succ := range a.Block().Succs {
		if reaches(succ, b.Block(), barrier) {
			return true
		}
	}
	return false
}

// dominates reports whether an instruction runs before another one whenever that runs.
func dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return index(a) < index(b)
	}
	return a.Block().Dominates(b.Block())
}

func index(instr ssa.Instruction) int {
	for i, x := range instr.Block().Instrs {
		if x == instr {
			return i
		}
	}
	return -1
}

// beginning is the block where a message is received in a loop; nil if the function
// gets it.
func beginning(msg ssa.Value) *ssa.BasicBlock {
	if instr, ok := msg.(ssa.Instruction); ok {
		return instr.Block()
	}
	return nil
}
