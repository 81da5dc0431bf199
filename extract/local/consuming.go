package local

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// handling are the calls that handle the messages of a consuming call, in the package.
func (p *program) handling(s *site) []work {
	call, ok := s.at.(*ssa.Call)
	if !ok {
		return nil
	}
	f := p.flow(call)
	var out []work
	for _, fn := range p.funcs {
		out = append(out, f.works(fn)...)
	}
	return out
}

// autoAck finds consumers whose messages count as handled when they are handed out,
// although handling them can fail.
func (p *program) autoAck() {
	for _, s := range p.sites {
		if s.mc.Consume == nil || s.mc.Consume.Acked == nil || p.eval(s, s.mc.Consume.Acked).given() != yes || p.private(s) {
			continue
		}
		if works := p.handling(s); len(works) > 0 {
			p.report(Finding{
				Pos:     s.at.Common().Pos(),
				Message: fmt.Sprintf("%s acknowledges messages when it hands them out: one whose handling fails is lost", nameOf(s.at)),
				Related: []Related{{works[0].call.Common().Pos(), "handling can fail here"}},
			})
		}
	}
}

// private reports whether a queue belongs to this consumer alone, as those of replies
// and of broadcasts do: nobody expects it to outlive the consumer.
func (p *program) private(s *site) bool {
	if v, ok := p.setting(s, s.mc.Consume.Settings, settingExclusive); ok && v.holds() == yes {
		return true
	}
	for _, d := range p.sites {
		if d.mc.Declare == nil || len(d.mc.Make) == 0 {
			continue
		}
		if p.sharesName(s, d) && (p.temporary(d) || p.eval(d, d.mc.Declare.Name).empty()) {
			return true
		}
	}
	return p.eval(s, s.mc.Consume.Channel).empty()
}

// sharesName reports whether a consumer's queue is that of a declaration.
func (p *program) sharesName(s, d *site) bool {
	_, args := arguments(s.at)
	if slices.ContainsFunc(args, func(a ssa.Value) bool { return p.resultOf(a, d) }) {
		return true
	}
	name, ok := p.eval(s, s.mc.Consume.Channel).text()
	other, is := p.eval(d, d.mc.Declare.Name).text()
	return ok && is && name == other && name != ""
}

// resultOf reports whether a value is part of what a call returned, also by way of
// functions of the package.
func (p *program) resultOf(v ssa.Value, s *site) bool {
	return slices.ContainsFunc(p.origins(root(v)), func(o ssa.Value) bool {
		call, _ := fromCall(o)
		return call != nil && ssa.CallInstruction(call) == s.at
	})
}

// consumerStops finds loops that one bad message ends, in a goroutine whose end
// nobody notices.
func (p *program) consumerStops() {
	for _, fn := range p.funcs {
		if fn.Signature.Results().Len() > 0 || !p.startedByGo(fn) {
			continue
		}
		for _, msg := range p.receives(fn) {
			f, begin := p.flow(msg), beginning(msg)
			if begin == nil || !loops(begin) {
				continue
			}
			for _, w := range f.failing(fn) {
				for _, br := range branches(w.err) {
					if br.region() == nil || reaches(br.fail, begin, nil) || !returns(br.region()) || tells(br.region()) {
						continue
					}
					p.report(Finding{
						Pos:     br.at.Cond.Pos(),
						Message: fmt.Sprintf("if %s fails once, this goroutine ends and nothing is consumed any more", nameOf(w.call)),
						Related: []Related{{w.call.Common().Pos(), "fails here"}},
					})
				}
			}
		}
	}
}

// failing are works and decoding: all that a bad message makes fail.
func (f *flow) failing(fn *ssa.Function) []work {
	out := f.works(fn)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok && f.gets(call) && fails(call) && decodes(f.p, call) {
				out = append(out, work{call, errorOf(call)})
			}
		}
	}
	return out
}

// tells reports whether somebody is told before a goroutine ends: on a Go channel, or
// by a function that it was given, such as cancel.
func tells(region []*ssa.BasicBlock) bool {
	return slices.ContainsFunc(region, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			switch instr := instr.(type) {
			case *ssa.Send, *ssa.Select, *ssa.Panic:
				return true
			case *ssa.Call:
				_, builtin := instr.Call.Value.(*ssa.Builtin)
				return builtin && instr.Call.Value.Name() == "close" || !builtin && !instr.Call.IsInvoke() && instr.Call.StaticCallee() == nil
			}
			return false
		})
	})
}

func loops(b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return reaches(s, b, nil) })
}

// returns reports whether a region leaves its function, and not the program.
func returns(region []*ssa.BasicBlock) bool {
	return slices.ContainsFunc(region, func(b *ssa.BasicBlock) bool {
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return true
		}
		return slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return !slices.Contains(region, s) })
	})
}

// startedByGo reports whether all calls of a function are go statements, outside of
// loops.
func (p *program) startedByGo(fn *ssa.Function) bool {
	calls := p.callers[fn]
	return len(calls) > 0 && !slices.ContainsFunc(calls, func(c ssa.CallInstruction) bool { return !isGo(c) })
}

// receives are the messages that a function receives itself: from a Go channel, or by
// a call of a client that delivers them.
func (p *program) receives(fn *ssa.Function) []ssa.Value {
	var out []ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if v, ok := instr.(ssa.Value); ok && p.isMessage(v) && p.received(v) {
				out = append(out, v)
			}
		}
	}
	return out
}

func (p *program) received(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.UnOp:
		return v.Op == token.ARROW
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return p.delivers(call)
		}
		_, next := v.Tuple.(*ssa.Next)
		return !next
	case *ssa.Call:
		return p.delivers(v)
	}
	return false
}

func (p *program) delivers(call *ssa.Call) bool {
	return slices.ContainsFunc(p.at[call], func(s *site) bool { return s.mc.Deliver != nil })
}
