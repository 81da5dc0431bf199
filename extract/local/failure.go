package local

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// copes reports whether a function does something itself about what fails in it, such
// as sending the message to a dead-letter channel.
func (p *program) copes(fn *ssa.Function) bool {
	if fn == nil {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || !fails(call) {
				continue
			}
			for _, br := range branches(errorOf(call)) {
				if region := br.region(); region != nil && !p.onlyLogs(region, nil) {
					return true
				}
			}
		}
	}
	return false
}

// dropped reports whether nobody looks at an error.
func (p *program) dropped(w work) bool { return w.err == nil && p.discard[w.call.Common().Pos()] }

// keptIn is a call in a function without results whose failure nobody else hears of.
func (f *flow) keptIn(fn *ssa.Function) (work, bool) {
	if fn == nil || fn.Signature.Results().Len() > 0 {
		return work{}, false
	}
	for _, w := range f.works(fn) {
		if isGo(w.call) || isDefer(w.call) {
			continue
		}
		list := branches(w.err)
		if f.p.dropped(w) || len(list) == 1 && f.p.onlyLogs(list[0].region(), nil) {
			return w, true
		}
	}
	return work{}, false
}

// forgotten reports whether an error is compared with nil, and then nothing is done
// about it but logging on the way to where the message is acknowledged.
func (p *program) forgotten(w work, ack ssa.CallInstruction, begin *ssa.BasicBlock) bool {
	if w.err == nil {
		return false
	}
	list := branches(w.err)
	if len(list) != 1 {
		return false
	}
	region := list[0].region()
	if region == nil || slices.Contains(region, ack.Block()) || !reaches(list[0].fail, ack.Block(), begin) {
		return false
	}
	return p.onlyLogs(region, nil) && !feedsPhi(region)
}

// givenUp reports whether a message is acknowledged where handling it has failed,
// whatever the failure was, and nothing is done there but logging. What computes fails
// each time, as what decodes does: then it is one way to be rid of the message.
func (p *program) givenUp(w work, ack ssa.CallInstruction) bool {
	if w.err == nil || computes(w.call) {
		return false
	}
	list := branches(w.err)
	if len(list) != 1 {
		return false
	}
	region := list[0].region()
	told := slices.ContainsFunc(region, func(b *ssa.BasicBlock) bool {
		switch end := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.If:
			return b != ack.Block() && b.Dominates(ack.Block()) // failures are told apart
		case *ssa.Return:
			return slices.ContainsFunc(end.Results, func(v ssa.Value) bool { return !isNil(v) })
		}
		return false
	})
	return !told && slices.Contains(region, ack.Block()) && p.onlyLogs(region, ack)
}

// computes reports whether a call seems to need nothing but what it is given: nobody
// can cancel it, and it is not known by an interface or as a value.
func computes(call ssa.CallInstruction) bool {
	c := call.Common()
	return !c.IsInvoke() && c.StaticCallee() != nil && !slices.ContainsFunc(c.Args, func(a ssa.Value) bool { return isContext(a.Type()) })
}

// onlyLogs reports whether nothing is done in a region but logging, one call aside.
func (p *program) onlyLogs(region []*ssa.BasicBlock, but ssa.CallInstruction) bool {
	for _, b := range region {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if instr != but && p.handles(instr) {
					return false
				}
			case *ssa.Store, *ssa.Send, *ssa.MapUpdate:
				if !logs(instr, region) {
					return false
				}
			}
		}
	}
	return len(region) > 0
}

// handles reports whether a call in the branch of an error may do something about it.
// Logging does not.
func (p *program) handles(call ssa.CallInstruction) bool {
	return fails(call) && !p.idle(call) || p.does(p.callee(call)) && !logsByName(call) || p.hasRole(call, "nack", "ack", "commit")
}

// does reports whether a function of the package does anything but logging.
func (p *program) does(fn *ssa.Function) bool {
	if fn == nil {
		return false
	}
	does, known := p.doing[fn]
	if !known {
		p.doing[fn] = true // if it calls itself
		does = !p.onlyLogs(fn.Blocks, nil)
		p.doing[fn] = does
	}
	return does
}

// logs reports whether a store fills the arguments of a call in the same region.
func logs(instr ssa.Instruction, region []*ssa.BasicBlock) bool {
	store, ok := instr.(*ssa.Store)
	if !ok {
		return false
	}
	alloc, ok := base(store.Addr).(*ssa.Alloc)
	return ok && slices.Contains(region, alloc.Block())
}

// feedsPhi reports whether what happens after a region depends on having been there.
func feedsPhi(region []*ssa.BasicBlock) bool {
	for _, b := range region {
		for _, succ := range b.Succs {
			if slices.Contains(region, succ) {
				continue
			}
			if len(succ.Instrs) > 0 {
				if _, ok := succ.Instrs[0].(*ssa.Phi); ok {
					return true
				}
			}
		}
	}
	return false
}

// logsByName reports whether a function of the package seems to only log.
func logsByName(call ssa.CallInstruction) bool {
	f := calledFunc(call)
	if f == nil {
		return false
	}
	name := strings.ToLower(f.Name())
	return slices.ContainsFunc([]string{"log", "print", "warn", "error", "debug", "info", "trace"}, func(s string) bool { return strings.Contains(name, s) })
}
