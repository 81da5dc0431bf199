package eval

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// deliver lets messages come out of a call.
func (a *activation) deliver(c *apiCall, mc *model.CompiledCall, d model.CompiledDeliver, subs []*subscription) {
	for i, sub := range subs {
		if mc.Consume == nil {
			sub.in, sub.via = a.fn, nil
			sub.receivedAt(frame{a.fn, c.at.Pos()})
		}
		if d.Call != nil {
			a.deliverCall(c, mc, d, sub)
			continue
		}
		before := slices.Clone(c.out)
		a.deliverTo(c, mc, d, sub)
		if n := d.To.Index; i > 0 && d.To.Kind == model.PlaceResult && n < len(c.out) {
			c.out[n] = before[n].union(c.out[n]) // of either subscription
		}
	}
}

func (sub *subscription) receivedAt(f frame) {
	for _, have := range sub.received {
		if have == f {
			return
		}
	}
	if len(sub.received) < 4 {
		sub.received = append(sub.received, f)
	}
}

func (a *activation) deliverTo(c *apiCall, mc *model.CompiledCall, d model.CompiledDeliver, sub *subscription) {
	switch d.To.Kind {
	case model.PlaceResult:
		if d.To.Index >= len(c.out) {
			return
		}
		t := c.sig.Results().At(d.To.Index).Type()
		s := a.delivered(c, mc, d.As, sub, t)
		if d.As == model.FormSource {
			s = a.joinSource(c.out[d.To.Index], s)
		}
		if isLibResult(c.out[d.To.Index]) && d.As == model.FormSource {
			c.out[d.To.Index] = s
			return
		}
		c.out[d.To.Index] = s
	case model.PlaceRecv:
		a.attach(c.recv, sub)
	case model.PlaceParam:
		if d.To.Index >= len(c.args) {
			return
		}
		a.deliverParam(c, mc, d, sub)
	}
}

func isLibResult(s Set) bool {
	r, ok := unwrap(s.single()).(Ref)
	return ok && r.obj.lib
}

// joinSource adds a subscription to an object that the call already made.
func (a *activation) joinSource(have, source Set) Set {
	if !isLibResult(have) {
		return source
	}
	r := unwrap(have.single()).(Ref)
	s := unwrap(source.single()).(Ref)
	a.m.set(r.obj, subCell, r.obj.cells[subCell].union(s.obj.cells[subCell]))
	return have
}

// attach makes objects of a library deliver a subscription.
func (a *activation) attach(objs Set, sub *subscription) {
	for _, v := range objs.vals {
		if r, ok := unwrap(v).(Ref); ok {
			a.m.set(r.obj, subCell, r.obj.cells[subCell].with(subValue{sub}))
		}
	}
}

func (a *activation) deliverParam(c *apiCall, mc *model.CompiledCall, d model.CompiledDeliver, sub *subscription) {
	for _, v := range c.placeParam(d.To).vals {
		r, ok := unwrap(v).(Ref)
		if !ok {
			continue
		}
		switch {
		case r.obj.ch != nil:
			elem := elemType(r.obj.typ)
			val := a.messageValue(sub, mc.File, elem)
			if d.As == model.FormValues {
				val = a.decodedValue(sub, elem, mc.Consume)
			}
			a.m.sent(a, c.at, r.obj, val).key = ""
		case d.As == model.FormSource:
			a.attach(one(v), sub)
		case d.As == model.FormMessage:
			r.obj.msg = &message{sub: sub}
		}
	}
}

// delivered is what comes out at a place of a type.
func (a *activation) delivered(c *apiCall, mc *model.CompiledCall, as model.Form, sub *subscription, t types.Type) Set {
	switch as {
	case model.FormMessage:
		return a.messageValue(sub, mc.File, t)
	case model.FormChan, model.FormValues:
		o := a.m.object(a, vkey{sub, "chan"}, t)
		o.lib, o.ch = true, &channel{}
		val := a.messageValue(sub, mc.File, elemType(t))
		o.ch.sends = []*send{{val: val}}
		return one(Ref{o, ""})
	case model.FormSlice:
		o := a.m.object(a, vkey{sub, "slice"}, t)
		a.m.storeAt(a, Ref{o, anyElem}, a.messageValue(sub, mc.File, elemType(t)), elemType(t), true)
		return one(Slice{o, "", 0, -1})
	case model.FormSource:
		o := a.m.object(a, vkey{sub, "source"}, pointee(t))
		o.lib = true
		a.m.set(o, subCell, o.cells[subCell].with(subValue{sub}))
		if _, ok := t.Underlying().(*types.Struct); ok {
			return one(a.m.snapshot(o, "", t))
		}
		return one(Ref{o, ""})
	case model.FormPayload:
		return one(Payload{sub: sub})
	case model.FormDecoded:
		return a.decodedValue(sub, t, mc.Consume)
	case model.FormIter:
		return a.messagesOf(sub, mc.File, t)
	case model.FormKey:
		return (&message{sub: sub}).value(a.m, model.PartKey, "key", t)
	}
	return a.m.unknown(t, "")
}

// decodedValue is the payload as a type: the client decodes it itself.
func (a *activation) decodedValue(sub *subscription, t types.Type, p *model.CompiledEndpoint) Set {
	encoding := ""
	if p != nil {
		encoding = p.Encoding
	}
	a.m.decodedAs(sub, decoding{typ: pointee(t), encoding: encoding, step: a.m.inside(sub)})
	return a.decodedFrom(sub, t)
}

// deliverCall calls a handler with a message.
func (a *activation) deliverCall(c *apiCall, mc *model.CompiledCall, d model.CompiledDeliver, sub *subscription) {
	s := c.evalRaw(d.Call.Value)
	for _, v := range s.vals {
		if d.Call.Method == "*" {
			a.deliverMethods(c, mc, d, sub, v, s)
			continue
		}
		f := a.callee(v, d.Call.Method)
		if f == nil || f.fn == nil {
			continue
		}
		var recv []Set
		if f.id == "method" && f.fn.Signature.Recv() != nil {
			recv = []Set{one(unwrap(v))}
		}
		args := append(recv, a.handlerArgs(c, mc, d, sub, f.fn)...)
		a.callHandler(c, f, args, s, sub)
	}
}

func (a *activation) handlerArgs(c *apiCall, mc *model.CompiledCall, d model.CompiledDeliver, sub *subscription, fn *ssa.Function) []Set {
	params := fn.Signature.Params()
	forms := d.With
	if len(forms) == 1 && forms[0] == model.FormReflect {
		forms = a.reflectForms(params)
	}
	args := make([]Set, params.Len())
	for i := range args {
		t := params.At(i).Type()
		form := model.FormNothing
		if i < len(forms) {
			form = forms[i]
		}
		if form == model.FormNothing {
			args[i] = a.m.unknown(t, params.At(i).Name())
			continue
		}
		args[i] = a.delivered(c, mc, form, sub, t)
	}
	return args
}

// reflectForms decides by a handler's parameter types what it gets: a message
// type gets the message, the last other one that is no context or text the
// decoded payload, or the payload itself if it takes a text.
func (a *activation) reflectForms(params *types.Tuple) []model.Form {
	forms := make([]model.Form, params.Len())
	last := -1
	for i := range forms {
		forms[i] = model.FormNothing
		t := params.At(i).Type()
		if n, ok := types.Unalias(pointee(t)).(*types.Named); ok && n.Obj().Pkg() != nil {
			if a.m.models.Message(n.Obj().Pkg().Path(), n.Obj().Name()) != nil {
				forms[i] = model.FormMessage
				continue
			}
		}
		if !isString(t) && !isContext(t) || i == params.Len()-1 {
			last = i
		}
	}
	if last >= 0 {
		forms[last] = model.FormDecoded
		if isString(params.At(last).Type()) {
			forms[last] = model.FormPayload // the handler itself decodes the text
		}
	}
	return forms
}

// callHandler runs a handler that the library calls, when it has a body here.
func (a *activation) callHandler(c *apiCall, f *Func, args []Set, from Set, sub *subscription) {
	if len(f.fn.Blocks) == 0 || !a.m.prog.evaluated(f.fn) {
		return
	}
	t := target{fn: f.fn, free: f.free, args: args, from: from.origin, dynamic: true, dep: from.dep, by: f.by, value: f, library: true}
	sub.in = nil
	got := a.m.receivedBy(a, t)
	act := a.m.enter(a, c.at, f.fn, f.free, args)
	if act != nil {
		a.adopt(c.at, act, t)
	}
	got.done(act)
}
