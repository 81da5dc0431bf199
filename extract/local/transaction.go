package local

import (
	"fmt"

	"golang.org/x/tools/go/ssa"
)

// publishInTransaction finds what is published between the begin and the commit of a
// store's transaction: in one function, or in the function that a transaction runs.
func (p *program) publishInTransaction() {
	for _, begin := range p.sites {
		if begin.mc.Role != roleBegin {
			continue
		}
		_, args := arguments(begin.at)
		for _, arg := range args {
			for _, v := range p.origins(arg) {
				if fn := function(v); fn != nil {
					p.publishedIn(fn, begin)
				}
			}
		}
		for _, end := range p.sites {
			if end.mc.Role != roleEnd || end.fn() != begin.fn() || !dominates(begin.at, end.at) || isDefer(end.at) {
				continue
			}
			p.publishedBetween(begin, end)
		}
	}
}

func (p *program) publishedBetween(begin, end *site) {
	for _, call := range p.publishing(begin.fn()) {
		if dominates(begin.at, call) && !isDefer(call) && follows(call, end.at, begin.at.Block()) && !follows(end.at, call, begin.at.Block()) {
			p.inTransaction(call, begin, []Related{{end.at.Common().Pos(), "it is committed here"}})
		}
	}
}

func (p *program) publishedIn(fn *ssa.Function, begin *site) {
	for _, call := range p.publishing(fn) {
		p.inTransaction(call, begin, nil)
	}
}

func (p *program) inTransaction(call ssa.CallInstruction, begin *site, related []Related) {
	p.report(Finding{
		Pos:     call.Common().Pos(),
		Message: fmt.Sprintf("%s publishes before the transaction is committed: if that fails, consumers have heard of what never happened", nameOf(call)),
		Related: append([]Related{{begin.at.Common().Pos(), "the transaction begins here"}}, related...),
	})
}

// publishing are the calls of a function that publish.
func (p *program) publishing(fn *ssa.Function) []ssa.CallInstruction {
	var out []ssa.CallInstruction
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && p.publishes(call) {
				out = append(out, call)
			}
		}
	}
	return out
}

// function is the function that a value is.
func function(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}

// dualWrite finds functions that write to a store, and then publish.
func (p *program) dualWrite() {
	for _, write := range p.sites {
		if write.mc.Role != roleWrite || isDefer(write.at) {
			continue
		}
		for _, call := range p.publishing(write.fn()) {
			if dominates(write.at, call) && follows(write.at, call, nil) {
				p.report(Finding{
					Pos:     call.Common().Pos(),
					Message: fmt.Sprintf("what %s has stored is published in a step of its own: if that fails, or never comes, nobody hears of it; an outbox makes it one step", nameOf(write.at)),
					Related: []Related{{write.at.Common().Pos(), "stored here"}},
				})
			}
		}
	}
}
