package local

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// Relay is what is known of a function that hands what it gets to a client. It is a
// fact that packages tell each other, so it has no pointers.
type Relay struct {
	Direction graph.Direction // publish, consume, or Acknowledge
	Broker    string
	Name      string // of the channel, if it is always the same
	Param     int    // the parameter that names the channel, or is the message; -1 if none does
}

// Acknowledge is the direction of a relay that acknowledges a message.
const Acknowledge graph.Direction = "acknowledge"

// maxRelayRounds bounds how many wrappers of a package may be around one another.
const maxRelayRounds = 4

// findRelays finds the package's own relays, those that call clients first.
func (p *program) findRelays() {
	p.inside(func() {
		for range maxRelayRounds {
			before := len(p.relays)
			for _, fn := range p.funcs {
				p.relayIn(fn)
			}
			if len(p.relays) == before {
				break
			}
		}
	})
	p.annotatedRelays()
	p.relayInterfaces()
}

// relayIn looks at the calls of a function, and of closures in it.
func (p *program) relayIn(fn *ssa.Function) {
	obj, ok := outermost(fn).Object().(*types.Func)
	if !ok || p.relays[obj] != nil {
		return
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if r := p.relayed(call, obj); r != nil {
				p.relays[obj] = r
				return
			}
		}
	}
}

func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// relayed is what a call makes of the function around it: nil if that hands on
// nothing that it was given.
func (p *program) relayed(call ssa.CallInstruction, obj *types.Func) *Relay {
	if r := p.acknowledging(call, obj); r != nil {
		return r
	}
	for _, s := range p.at[call] {
		ep, dir := s.mc.Publish, graph.Publish
		if ep == nil {
			ep, dir = s.mc.Consume, graph.Consume
		}
		if ep == nil {
			continue
		}
		name := p.channel(s, ep)
		r := &Relay{Direction: dir, Broker: s.mc.File.Broker, Param: paramOf(name.vals, obj)}
		r.Name, _ = name.text()
		if r.Param >= 0 || dir == graph.Publish && p.handsOn(s, ep, obj) {
			return r
		}
	}
	inner := p.relayOf(call)
	if inner == nil || inner.Direction == Acknowledge {
		return nil
	}
	_, args := arguments(call)
	r := &Relay{Direction: inner.Direction, Broker: inner.Broker, Name: inner.Name, Param: -1}
	handed := false
	for i, a := range args {
		from := p.origins(a)
		handed = handed || paramOf(from, obj) >= 0
		if i == inner.Param {
			r.Param = paramOf(from, obj)
			r.Name, _ = value{vals: from}.text()
		}
	}
	if !handed {
		return nil
	}
	return r
}

// acknowledging is the relay of a function that acknowledges what it is given, and
// does nothing else with it.
func (p *program) acknowledging(call ssa.CallInstruction, obj *types.Func) *Relay {
	if call.Parent().Parent() != nil {
		return nil
	}
	_, args := arguments(call)
	if inner := p.relayOf(call); inner != nil && inner.Direction == Acknowledge {
		args = args[inner.Param : inner.Param+1]
	} else if !p.hasRole(call, "ack", "commit") {
		return nil
	}
	for _, a := range args {
		param, ok := root(a).(*ssa.Parameter)
		if !ok || !p.acknowledges(call, param) {
			continue
		}
		if i := paramOf([]ssa.Value{param}, obj); i >= 0 {
			return &Relay{Direction: Acknowledge, Param: i}
		}
	}
	return nil
}

// handsOn reports whether what a call publishes is a parameter of the function, or
// one that was encoded.
func (p *program) handsOn(s *site, ep *model.CompiledEndpoint, obj *types.Func) bool {
	_, args := arguments(s.at)
	vals := p.eval(s, ep.Payload).vals
	for _, a := range args {
		vals = append(vals, p.origins(a)...)
	}
	for _, v := range vals {
		if call, _ := fromCall(v); call != nil && slices.ContainsFunc(p.at[call], func(s *site) bool { return s.mc.Encode != nil }) {
			for _, s := range p.at[call] {
				vals = append(vals, p.eval(s, s.mc.Encode.Value).vals...)
			}
		}
	}
	return paramOf(vals, obj) >= 0
}

// fromCall is the call that a value is a result of.
func fromCall(v ssa.Value) (*ssa.Call, int) {
	switch v := v.(type) {
	case *ssa.Call:
		return v, 0
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return call, v.Index
		}
	}
	return nil, 0
}

// paramOf is the index of the first parameter of a function among values, without
// the receiver; contexts do not count.
func paramOf(vals []ssa.Value, obj *types.Func) int {
	for _, v := range vals {
		param, ok := v.(*ssa.Parameter)
		if !ok || isContext(param.Type()) {
			continue
		}
		params := obj.Signature().Params()
		for i := range params.Len() {
			if params.At(i) == param.Object() {
				return i
			}
		}
	}
	return -1
}

// channel is the name of an endpoint's channel: of RabbitMQ's default exchange it is
// the queue that the key names.
func (p *program) channel(s *site, ep *model.CompiledEndpoint) value {
	if ep.Channel != nil {
		return p.eval(s, ep.Channel)
	}
	if ep.Exchange == nil {
		return p.eval(s, ep.Stream)
	}
	v := p.eval(s, ep.Exchange)
	if v.empty() && ep.Key != nil {
		return p.eval(s, ep.Key)
	}
	return v
}

// relayOf is what is known of the function that a call runs.
func (p *program) relayOf(call ssa.CallInstruction) *Relay {
	f := calledFunc(call)
	if f == nil {
		return nil
	}
	if r := p.relays[f]; r != nil {
		return r
	}
	if f.Pkg() == p.Types || f.Pkg() == nil || p.Relay == nil {
		return nil
	}
	return p.Relay(f)
}

// relayInterfaces makes relays of the methods of an interface that a type beside it
// has as relays: callers know the interface only.
func (p *program) relayInterfaces() {
	scope := p.Types.Scope()
	var interfaces, concrete []*types.Named
	for _, name := range scope.Names() {
		named, ok := scope.Lookup(name).Type().(*types.Named)
		if _, isType := scope.Lookup(name).(*types.TypeName); !ok || !isType || named.TypeParams().Len() > 0 {
			continue
		}
		if types.IsInterface(named) {
			interfaces = append(interfaces, named)
		} else {
			concrete = append(concrete, named)
		}
	}
	for _, i := range interfaces {
		for _, c := range concrete {
			if types.Implements(types.NewPointer(c), i.Underlying().(*types.Interface)) {
				p.relayMethods(i, c)
			}
		}
	}
}

func (p *program) relayMethods(i, c *types.Named) {
	for m := range i.Underlying().(*types.Interface).Methods() {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(c), false, m.Pkg(), m.Name())
		impl, ok := obj.(*types.Func)
		if ok && p.relays[impl] != nil && m.Pkg() == p.Types && p.relays[m] == nil {
			p.relays[m] = p.relays[impl]
		}
	}
}
