package local

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// uncheckedPublish finds publishing calls that are statements.
func (p *program) uncheckedPublish() {
	p.eachCall(func(call ssa.CallInstruction) {
		if !fails(call) || !p.discard[call.Common().Pos()] || !p.publishes(call) {
			return
		}
		p.report(Finding{Pos: call.Common().Pos(), Message: fmt.Sprintf("the error of %s is not checked: the message may be lost", nameOf(call))})
	})
}

// publishes reports whether a call publishes and waits for nothing else to tell.
func (p *program) publishes(call ssa.CallInstruction) bool {
	for _, s := range p.at[call] {
		if ep := s.mc.Publish; ep != nil && !p.replies(s, ep) && (ep.Reports == nil || ep.Reports.When == nil || p.eval(s, ep.Reports.When).holds() != yes) {
			return true
		}
	}
	r := p.relayOf(call)
	return r != nil && r.Direction == graph.Publish
}

// replies reports whether a call answers a request: whoever asked notices if nothing
// comes.
func (p *program) replies(s *site, ep *model.CompiledEndpoint) bool {
	if ep.Mode == graph.Reply {
		return true
	}
	for _, e := range []*model.Expression{ep.Channel, ep.Key} {
		if e != nil && (e == ep.Channel || ep.Exchange != nil) && slices.ContainsFunc(p.eval(s, e).vals, func(v ssa.Value) bool { return p.isMessage(root(v)) }) {
			return true
		}
	}
	return false
}

func (p *program) eachCall(do func(ssa.CallInstruction)) {
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					do(call)
				}
			}
		}
	}
}

// nameOf is how messages call a function: writer.WriteMessages is too much to say.
func nameOf(call ssa.CallInstruction) string {
	f := calledFunc(call)
	if f == nil {
		v := call.Common().Value
		if load, ok := v.(*ssa.UnOp); ok {
			v = load.X // of a variable that a closure shares
		}
		switch v := v.(type) {
		case *ssa.Parameter, *ssa.FreeVar:
			return v.Name()
		}
		return "its handler"
	}
	if recv := recvName(f); recv != "" {
		return recv + "." + f.Name()
	}
	if f.Pkg() != nil {
		return f.Pkg().Name() + "." + f.Name()
	}
	return f.Name()
}

// undrainedProducer finds asynchronous producers whose failures nobody is told of.
func (p *program) undrainedProducer() {
	for _, s := range p.sites {
		for _, ep := range []*model.CompiledEndpoint{s.mc.Publish, s.mc.Sends} {
			if ep != nil && ep.Reports != nil {
				p.undrained(s, ep.Reports)
			}
		}
	}
}

func (p *program) undrained(s *site, r *model.CompiledReports) {
	if r.When != nil && p.eval(s, r.When).holds() != yes || r.To != nil && p.eval(s, r.To).holds() != no {
		return
	}
	if r.Off != nil && p.eval(s, r.Off).holds() == no && !p.eval(s, r.Off).empty() {
		return
	}
	if len(r.Read) == 0 {
		p.report(Finding{Pos: s.at.Common().Pos(), Message: fmt.Sprintf("nobody is told if %s fails to deliver: it returns before the broker has answered", nameOf(s.at))})
		return
	}
	recv, _ := arguments(s.at)
	if recv == nil || p.readsReports(s, r.Read) {
		return
	}
	for _, o := range p.origins(recv) {
		call, _ := fromCall(o)
		if call == nil || p.at[call] == nil {
			return // made elsewhere, and perhaps read there
		}
	}
	call, _ := fromCall(p.origins(recv)[0])
	p.report(Finding{
		Pos:     call.Call.Pos(),
		Message: fmt.Sprintf("nobody reads %s of this producer: failed messages are lost, and it may stop when it has too many reports", oneOf(r.Read)),
		Related: []Related{{s.at.Common().Pos(), "publishes here"}},
	})
}

// readsReports reports whether the package calls one of the methods that hand out
// reports, of a type of the same library.
func (p *program) readsReports(s *site, methods []string) bool {
	lib := calledFunc(s.at).Pkg()
	found := false
	p.eachCall(func(call ssa.CallInstruction) {
		f := calledFunc(call)
		found = found || f != nil && f.Pkg() == lib && slices.Contains(methods, f.Name()) && !p.discard[call.Common().Pos()]
	})
	return found
}

func oneOf(methods []string) string {
	if len(methods) == 1 {
		return methods[0] + "()"
	}
	return methods[0] + "() or " + methods[1] + "()"
}

// unflushedProducer finds producers that a function makes for itself and leaves with
// messages in their buffer.
func (p *program) unflushedProducer() {
	for _, s := range p.sites {
		recv, _ := arguments(s.at)
		if recv == nil || !p.buffers(s) {
			continue
		}
		for _, o := range p.origins(recv) {
			call, _ := fromCall(o)
			if call == nil || call.Parent() != s.fn() || !returnsAfter(s.at) || p.leaves(o) {
				continue
			}
			p.report(Finding{
				Pos:     call.Call.Pos(),
				Message: "this producer is neither flushed nor closed: what it has not sent yet is lost when the program ends",
				Related: []Related{{s.at.Common().Pos(), "publishes here"}},
			})
		}
	}
}

func (p *program) buffers(s *site) bool {
	for _, ep := range []*model.CompiledEndpoint{s.mc.Publish, s.mc.Sends} {
		if ep != nil && ep.Buffered != nil && p.eval(s, ep.Buffered).holds() == yes {
			return true
		}
	}
	return false
}

// leaves reports whether a producer is flushed or closed, or may be where it goes:
// everything but a call of one of its methods.
func (p *program) leaves(o ssa.Value) bool {
	for v := range p.flowOfObject(o) {
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case ssa.CallInstruction:
				recv, args := arguments(ref)
				if slices.Contains(args, v) || recv != v && ref.Common().Value != v || p.hasRole(ref, "flush", "close") || p.at[ref] == nil {
					return true
				}
			case *ssa.Return, *ssa.MapUpdate, *ssa.Send:
				return true
			case *ssa.Store:
				if _, local := ref.Addr.(*ssa.Alloc); ref.Val == v && !local {
					return true
				}
			}
		}
	}
	return false
}

// returnsAfter reports whether a function can end in order after a call: not by the
// end of the program, and not after a loop that has none.
func returnsAfter(call ssa.CallInstruction) bool {
	return slices.ContainsFunc(call.Parent().Blocks, func(b *ssa.BasicBlock) bool {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		return ok && follows(call, ret, nil)
	})
}

// flowOfObject are the values that are an object itself: in variables, and in closures.
func (p *program) flowOfObject(o ssa.Value) map[ssa.Value]bool {
	vals := map[ssa.Value]bool{}
	var add func(v ssa.Value)
	add = func(v ssa.Value) {
		if vals[v] || v.Referrers() == nil {
			return
		}
		vals[v] = true
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Extract, *ssa.Phi, *ssa.ChangeInterface, *ssa.MakeInterface, *ssa.ChangeType, *ssa.TypeAssert:
				if x := ref.(ssa.Value); !isError(x.Type()) {
					add(x)
				}
			case *ssa.UnOp:
				add(ref)
			case *ssa.Store:
				if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v {
					add(alloc)
				}
			case *ssa.MakeClosure:
				if i := slices.Index(ref.Bindings, v); i >= 0 {
					add(ref.Fn.(*ssa.Function).FreeVars[i])
				}
			}
		}
	}
	add(o)
	return vals
}

// noDeadline finds calls that only their context ends, and whose context has no end.
func (p *program) noDeadline() {
	for _, s := range p.sites {
		if s.mc.Blocks == nil {
			continue
		}
		ctx := p.eval(s, s.mc.Blocks)
		if ctx.unknown || len(ctx.vals) == 0 || !slices.ContainsFunc(ctx.vals, endless) {
			continue
		}
		if slices.ContainsFunc(ctx.vals, func(v ssa.Value) bool { return !endless(v) }) {
			continue
		}
		p.report(Finding{Pos: s.at.Common().Pos(), Message: fmt.Sprintf("%s waits until its context ends, and this one never does: give it a deadline", nameOf(s.at))})
	}
}

// endless reports whether a context is context.Background() or context.TODO().
func endless(v ssa.Value) bool {
	call, _ := fromCall(v)
	if call == nil {
		return false
	}
	f := calledFunc(call)
	return f != nil && f.Pkg() != nil && f.Pkg().Path() == "context" && (f.Name() == "Background" || f.Name() == "TODO")
}
