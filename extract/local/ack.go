package local

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// acks are the calls that say that a message was handled, with the message: the
// value that it was received as.
func (p *program) acks(do func(ack ssa.CallInstruction, msg ssa.Value)) {
	p.eachCall(func(call ssa.CallInstruction) {
		if msg := p.acked(call); msg != nil && !isDefer(call) && !isGo(call) {
			do(call, msg)
		}
	})
}

// acked is the message that a call acknowledges: itself, or in a function that does
// little else.
func (p *program) acked(call ssa.CallInstruction) ssa.Value {
	if p.hasRole(call, "ack", "commit") {
		recv, args := arguments(call)
		for _, v := range append(slices.Clone(args), recv) {
			if v == nil || isContext(v.Type()) {
				continue
			}
			if msg := root(v); p.isMessage(msg) {
				return msg
			}
		}
		return nil
	}
	r := p.relayOf(call)
	_, args := arguments(call)
	if r == nil || r.Direction != Acknowledge || r.Param >= len(args) {
		return nil
	}
	if msg := root(args[r.Param]); p.isMessage(msg) {
		return msg
	}
	return nil
}

// acknowledges reports whether a call acknowledges a parameter of its function whatever
// happens, and the function does not handle it.
func (p *program) acknowledges(call ssa.CallInstruction, param *ssa.Parameter) bool {
	fn := call.Parent()
	return len(p.flow(param).works(fn)) == 0 && !slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		_, ret := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		return ret && !call.Block().Dominates(b)
	})
}

// isMessage reports whether a value is a received message: not one that the function
// makes, nor the client.
func (p *program) isMessage(v ssa.Value) bool {
	name, pkg := named(v.Type())
	if pkg == "" {
		return false
	}
	m := p.set.Message(pkg, name)
	return m != nil && len(m.Payload) > 0
}

// earlyAck finds messages that are acknowledged before they are handled.
func (p *program) earlyAck() {
	p.acks(func(ack ssa.CallInstruction, msg ssa.Value) {
		f := p.flow(msg)
		works := f.works(ack.Parent())
		if slices.ContainsFunc(works, func(w work) bool { return dominates(w.call, ack) && !isGo(w.call) }) {
			return
		}
		for _, w := range works {
			if dominates(ack, w.call) && follows(ack, w.call, beginning(msg)) && !isDefer(w.call) {
				p.report(Finding{
					Pos:     ack.Common().Pos(),
					Message: fmt.Sprintf("the message is acknowledged before %s has handled it: if that fails, it is lost", nameOf(w.call)),
					Related: []Related{{w.call.Common().Pos(), "handled here"}},
				})
				return
			}
		}
	})
}

func isGo(call ssa.CallInstruction) bool {
	_, ok := call.(*ssa.Go)
	return ok
}

func isDefer(call ssa.CallInstruction) bool {
	_, ok := call.(*ssa.Defer)
	return ok
}

// requeueLoop finds messages that are given back although they cannot be decoded.
func (p *program) requeueLoop() {
	if p.limitsDelivery() {
		return
	}
	for _, s := range p.sites {
		if s.mc.Role != "nack" || s.mc.Requeue == nil || p.eval(s, s.mc.Requeue).holds() != yes {
			continue
		}
		for _, b := range s.fn().Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok || !fails(call) || !decodes(p, call) || p.messageOf(call) == nil {
					continue
				}
				for _, br := range branches(errorOf(call)) {
					if slices.Contains(br.region(), s.at.Block()) {
						p.report(Finding{
							Pos:     s.at.Common().Pos(),
							Message: fmt.Sprintf("a message that %s cannot read is delivered again, and will never be read: drop it, or send it to a dead-letter channel", nameOf(call)),
							Related: []Related{{call.Call.Pos(), "fails here"}},
						})
					}
				}
			}
		}
	}
}

// limitsDelivery reports whether the package sets how often a message is delivered.
func (p *program) limitsDelivery() bool {
	for _, s := range p.sites {
		if d := s.mc.Declare; d != nil {
			if v, ok := p.setting(s, d.Settings, "delivery_limit"); ok && !v.empty() && !v.unknown {
				return true
			}
		}
		if c := s.mc.Consume; c != nil {
			if v, ok := p.setting(s, c.Settings, "max_deliver"); ok && !v.empty() && !v.unknown {
				return true
			}
		}
	}
	return false
}

// swallowedError finds messages that are acknowledged although handling them failed,
// here or in a function of the package that keeps the error to itself.
func (p *program) swallowedError() {
	p.acks(func(ack ssa.CallInstruction, msg ssa.Value) {
		f, begin := p.flow(msg), beginning(msg)
		for _, w := range f.works(ack.Parent()) {
			if isGo(w.call) || isDefer(w.call) || !follows(w.call, ack, begin) || p.copes(p.callee(w.call)) {
				continue
			}
			if p.dropped(w) || p.forgotten(w, ack, begin) {
				p.acknowledgedAnyway(ack, w)
				return
			}
		}
		for _, b := range ack.Parent().Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(*ssa.Call); ok && f.gets(call) && dominates(call, ack) {
					if w, ok := f.keptIn(p.callee(call)); ok {
						p.acknowledgedAnyway(ack, w)
						return
					}
				}
			}
		}
	})
}

func (p *program) acknowledgedAnyway(ack ssa.CallInstruction, w work) {
	p.report(Finding{
		Pos:     ack.Common().Pos(),
		Message: fmt.Sprintf("the message is acknowledged even if %s fails: then it is lost", nameOf(w.call)),
		Related: []Related{{w.call.Common().Pos(), "fails here"}},
	})
}

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
				if region := br.region(); region != nil && !p.onlyLogs(region) {
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
		if f.p.dropped(w) || len(list) == 1 && f.p.onlyLogs(list[0].region()) {
			return w, true
		}
	}
	return work{}, false
}

// handledUnread finds messages that are handled although they could not be decoded:
// what is handled then is empty.
func (p *program) handledUnread() {
	p.eachCall(func(call ssa.CallInstruction) {
		msg := p.messageOf(call)
		if msg == nil || !fails(call) || !decodes(p, call) {
			return
		}
		read := work{call, errorOf(call)}
		f := p.flow(msg)
		for _, w := range f.works(call.Parent()) {
			if dominates(call, w.call) && follows(call, w.call, beginning(msg)) && p.forgotten(read, w.call, beginning(msg)) && !f.decides(call, w.call) {
				p.report(Finding{
					Pos:     call.Common().Pos(),
					Message: fmt.Sprintf("a message that %s cannot read is handled all the same, by %s", nameOf(call), nameOf(w.call)),
					Related: []Related{{w.call.Common().Pos(), "handled here"}},
				})
				return
			}
		}
	})
}

// decides reports whether a condition on the message stands between two calls: what is
// empty may not meet it.
func (f *flow) decides(from, to ssa.CallInstruction) bool {
	for _, b := range from.Parent().Blocks {
		cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || !from.Block().Dominates(b) || !b.Dominates(to.Block()) || b == to.Block() {
			continue
		}
		if op, ok := cond.Cond.(*ssa.BinOp); f.vals[cond.Cond] || ok && (f.vals[op.X] || f.vals[op.Y]) {
			return true
		}
	}
	return false
}

// messageOf is the message that a call is given a part of.
func (p *program) messageOf(call ssa.CallInstruction) ssa.Value {
	for _, a := range call.Common().Args {
		if r := root(a); p.isMessage(r) {
			return r
		}
		if part, _ := fromCall(root(a)); part != nil {
			if recv, _ := arguments(part); recv != nil && p.isMessage(root(recv)) {
				return root(recv)
			}
		}
	}
	return nil
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
	return p.onlyLogs(region) && !feedsPhi(region)
}

// onlyLogs reports whether nothing is done in a region but logging.
func (p *program) onlyLogs(region []*ssa.BasicBlock) bool {
	for _, b := range region {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if p.handles(instr) {
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
	return fails(call) && !p.idle(call) || p.callee(call) != nil && !logsByName(call) || p.hasRole(call, "nack", "ack", "commit")
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
