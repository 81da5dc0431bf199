package eval

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// consume makes the subscription of a consuming call, with an endpoint for each
// of its channels.
func (a *activation) consume(c *apiCall, mc *model.CompiledCall) []*subscription {
	p := mc.Consume
	sub := a.subscription(c, mc)
	sub.eps = nil
	ep := a.endpointOf(c, mc, p, graph.Consume)
	ep.sub, sub.encoding = sub, p.Encoding
	stream := c.eval(p.Stream)
	ep.group, ep.stream = firstText(a.channelTexts(c, p.Group)), firstText(a.channelTexts(c, p.Stream))
	deps := stream.origin
	fn, handler := a.registered(c, mc)
	ep.callback, ep.given, deps = fn, handler.dep, deps.or(handler.origin)
	if ep.given == nil {
		ep.given = c.eval(p.Channel).dep
	}
	expr := c.holdsRegexp(p)
	a.eachChannel(c, p, func(t *Text, from origin) {
		e := ep
		e.channel = t
		s, exact := t.exact()
		e.regexp = expr || p.RegexpPrefix != "" && exact && len(s) > 0 && s[:1] == p.RegexpPrefix
		sub.eps = append(sub.eps, &e)
		a.add(c.at, &e, deps.or(from), origin{})
	})
	if len(sub.eps) == 0 && ep.stream != nil {
		e := ep
		e.channel = emptyText
		sub.eps = append(sub.eps, &e)
		a.add(c.at, &e, deps, origin{})
	}
	if len(sub.eps) == 0 {
		return nil
	}
	return []*subscription{sub}
}

func (c *apiCall) holdsRegexp(p *model.CompiledEndpoint) bool {
	return p.Regexp != nil && c.holds(p.Regexp)
}

func firstText(list []*Text) *Text {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// subscription is the one of a call in this activation; loops and elements have
// their own.
func (a *activation) subscription(c *apiCall, mc *model.CompiledCall) *subscription {
	key := a.key + "/" + strconv.Itoa(a.m.vid(vkey{c.at, mc.Symbol.Name})) + a.iter + "=" + a.m.setID(c.it)
	sub := a.m.subs[key]
	if sub == nil {
		sub = &subscription{key: key}
		a.m.subs[key] = sub
	}
	sub.in, sub.via = a.fn, nil
	return sub
}

// registered is the callback that a consuming call is given.
func (a *activation) registered(c *apiCall, mc *model.CompiledCall) (*ssa.Function, Set) {
	for _, d := range mc.Deliver {
		if d.Call == nil {
			continue
		}
		s := c.evalRaw(d.Call.Value)
		for _, v := range s.vals {
			if d.Call.Method == "*" {
				break // each method is told by what it gets
			}
			if f := a.callee(v, d.Call.Method); f != nil {
				if f.id == "method" {
					// Of an object, only itself was given: what it holds is its own.
					s.origin = origin{self: s.self}
				}
				return a.m.behind(f.fn, f.free), s
			}
		}
	}
	return nil, Set{}
}

// evalRaw is a path's value without following its last pointer.
func (c *apiCall) evalRaw(p *model.Path) Set {
	s := c.base(p)
	for _, st := range p.Steps {
		s = c.step(c.follow(s), st)
	}
	return s
}

// callee is the function that a library calls on a value: the value itself, a
// method of it, or a function in one of its fields.
func (a *activation) callee(v Value, method string) *Func {
	f, _ := unwrap(v).(*Func)
	if method == "" {
		return f
	}
	if i, ok := v.(Iface); ok {
		if fn := a.m.methodNamed(i.typ, method); fn != nil {
			return &Func{fn: fn, id: "method"}
		}
	}
	switch v := unwrap(v).(type) {
	case Ref:
		if fn := a.m.methodNamed(types.NewPointer(placeType(v)), method); fn != nil {
			return &Func{fn: fn, id: "method"}
		}
		s := v.obj.cells[v.path+fieldPath("", method)]
		for _, e := range s.vals {
			if f, ok := unwrap(e).(*Func); ok {
				return f
			}
		}
	case *Struct:
		if s := v.cells[fieldPath("", method)]; len(s.vals) > 0 {
			f, _ := unwrap(s.vals[0]).(*Func)
			return f
		}
	}
	// A named function type converted from a function: HandlerFunc(f).
	return f
}

func (m *machine) methodNamed(t types.Type, name string) *ssa.Function {
	if t == nil || types.IsInterface(t) {
		return nil
	}
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		if sel := set.At(i); sel.Obj().Name() == name {
			fn := m.prog.SSA.MethodValue(sel)
			if fn != nil && len(fn.Blocks) > 0 && m.prog.evaluated(fn) {
				return fn
			}
		}
	}
	return nil
}

// subscribed are the subscriptions of a call's receiver, or of an argument that
// carries one.
func (a *activation) subscribed(c *apiCall) []*subscription {
	var subs []*subscription
	for _, s := range append([]Set{c.recv}, c.args...) {
		for _, v := range s.vals {
			switch v := unwrap(v).(type) {
			case Ref:
				subs = append(subs, subsOf(v.obj)...)
			case *Struct:
				for _, sv := range v.cells[subCell].vals {
					subs = append(subs, sv.(subValue).sub)
				}
			}
		}
	}
	return subs
}
