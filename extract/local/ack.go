package local

import (
	"fmt"
	"slices"

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

// requeueLoop finds messages that are given back although they cannot be decoded. A
// limit of JetStream's is no excuse: what reaches it is left without a word.
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

// limitsDelivery reports whether the package declares a queue that delivers a message
// a number of times, and then dead-letters it.
func (p *program) limitsDelivery() bool {
	for _, s := range p.sites {
		if d := s.mc.Declare; d != nil {
			if v, ok := p.setting(s, d.Settings, "delivery_limit"); ok && !v.empty() && !v.unknown {
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
			if p.dropped(w) || p.forgotten(w, ack, begin) || p.givenUp(w, ack) {
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
