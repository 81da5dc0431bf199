package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// apply does what a library model says of a call.
func (a *activation) apply(c *apiCall, mc *model.CompiledCall) {
	c.opts = a.options(c, mc)
	if mc.Each == nil {
		c.eachObject(mc, func() { a.applyWhen(c, mc) })
		return
	}
	for _, elem := range c.each(mc.Each) {
		c.it = elem
		c.eachObject(mc, func() { a.applyWhen(c, mc) })
	}
	c.it = Set{}
}

func (a *activation) applyWhen(c *apiCall, mc *model.CompiledCall) {
	if mc.When == nil || c.holds(mc.When) {
		a.applyOne(c, mc)
	}
}

// holds says whether a condition of a model is met or not known.
func (c *apiCall) holds(e *model.Expression) bool {
	s := c.eval(e)
	return !isEmpty(s) && truth(s) != isFalse && !isText(s, "false")
}

func isText(s Set, want string) bool {
	got, ok := s.exactText()
	return ok && got == want
}

func (a *activation) applyOne(c *apiCall, mc *model.CompiledCall) {
	var subs []*subscription
	if mc.Make != nil {
		a.make(c, mc)
	}
	if mc.Returns != nil {
		a.returns(c, mc)
	}
	if mc.Set != nil {
		a.setAttributes(c, mc)
	}
	if mc.Put != nil {
		a.putEntry(c, mc.Put)
	}
	if mc.Declare != nil {
		a.declare(c, mc)
	}
	if mc.Bind != nil {
		a.bindTo(c, mc)
	}
	if mc.Publish != nil {
		a.publish(c, mc, mc.Publish)
	}
	if mc.Sends != nil {
		a.sends(c, mc)
	}
	if mc.Consume != nil {
		subs = a.consume(c, mc)
	}
	if mc.Deliver != nil {
		if mc.Consume == nil {
			subs = a.subscribed(c)
		}
		for _, d := range mc.Deliver {
			a.deliver(c, mc, d, subs)
		}
	}
	if mc.Encode != nil {
		a.encode(c, mc.Encode)
	}
	if mc.Decode != nil {
		a.decode(c.eval(mc.Decode.Data), a.rawValue(c, mc.Decode.Value), mc.Decode.Encoding)
	}
	for _, cb := range mc.Calls {
		a.callBack(c, cb)
	}
}

// rawValue is an expression's value without following its pointers: where a
// decoder writes to.
func (a *activation) rawValue(c *apiCall, e *model.Expression) Set {
	if e != nil && len(e.Paths) == 1 && len(e.Paths[0].Steps) == 0 {
		return c.base(&e.Paths[0])
	}
	return c.eval(e)
}

// attributeTo sets an attribute; one that collects adds to what is there.
func (a *activation) attributeTo(o *Object, base string, at model.Attribute, s Set) {
	if len(s.vals) == 0 {
		return
	}
	path := base + fieldPath("", at.Name)
	if at.Collect {
		if o.collect == nil {
			o.collect = map[string]bool{}
		}
		o.collect[path] = true
		s = o.cells[path].union(s)
	}
	a.m.storeAt(a, Ref{o, path}, s, types.Typ[types.Invalid], true)
}

// make gives the result the attributes of a constructor.
func (a *activation) make(c *apiCall, mc *model.CompiledCall) {
	if c.sig.Results().Len() == 0 {
		return
	}
	t := c.sig.Results().At(0).Type()
	o := a.m.object(a, c.at, pointee(t))
	o.lib = true
	o.name = a.m.prog.assigned(c.at.Pos())
	for _, at := range mc.Make {
		a.attributeTo(o, "", at, c.eval(at.Value))
	}
	if c.opts != nil {
		for _, p := range sortedCells(c.opts) {
			if _, ok := o.cells[p]; !ok {
				a.m.set(o, p, c.opts.cells[p])
			}
		}
	}
	if _, ok := t.Underlying().(*types.Struct); ok {
		c.out[0] = a.structResult(o, t)
		return
	}
	c.out[0] = one(Ref{o, ""}).from(origin{within: o.taint.any()})
}

// structResult is a struct by value with a model's attributes. A name that is
// empty is one that the server makes.
func (a *activation) structResult(o *Object, t types.Type) Set {
	for p, s := range o.cells {
		ft := pathType(t, p)
		if ft != nil && isString(ft) && isZeroSet(s) {
			a.m.set(o, p, one(runtimeText(joinName(o.name, p))))
		}
	}
	st := a.m.snapshot(o, "", t)
	return one(st).from(origin{within: o.taint.any()})
}

func (a *activation) returns(c *apiCall, mc *model.CompiledCall) {
	s := a.rawValue(c, mc.Returns)
	if len(s.vals) == 0 || len(c.out) == 0 {
		return
	}
	c.out[0] = s
}

func (a *activation) setAttributes(c *apiCall, mc *model.CompiledCall) {
	of := c.recv
	if mc.SetOf != model.Receiver && mc.SetOf < len(c.args) {
		of = c.args[mc.SetOf]
	}
	for _, v := range of.vals {
		r, ok := unwrap(v).(Ref)
		if !ok {
			continue
		}
		for _, at := range mc.Set {
			a.attributeTo(r.obj, r.path, at, c.eval(at.Value))
		}
	}
}

func (a *activation) putEntry(c *apiCall, p *model.CompiledPut) {
	ms := c.recv
	if p.Map != nil {
		ms = a.rawValue(c, p.Map)
	}
	a.mapUpdate(ms, c.eval(p.Key), c.eval(p.Value))
}

func (a *activation) encode(c *apiCall, e *model.CompiledCodec) {
	s := a.rawValue(c, e.Value)
	out := Set{origin: origin{self: s.self, content: s.content}}
	for _, v := range s.vals {
		out = out.with(Encoded{v, e.Encoding})
	}
	if e.Data == nil {
		if len(c.out) > 0 && len(out.vals) > 0 {
			c.out[0] = out
		}
		return
	}
	for _, v := range a.rawValue(c, e.Data).vals {
		if r, ok := unwrap(v).(Ref); ok {
			a.m.storeAt(a, Ref{r.obj, r.path + ".$written"}, out, types.Typ[types.Invalid], true)
		}
	}
}

// declare notes the declaration of a channel.
func (a *activation) declare(c *apiCall, mc *model.CompiledCall) {
	d := mc.Declare
	for _, name := range a.channelTexts(c, d.Name) {
		if name.id == "" {
			continue
		}
		g := graph.Declaration{Broker: mc.File.Broker, Kind: d.Kind, Name: name.name()}
		g.Type, _ = c.eval(d.Type).exactText()
		for _, t := range c.eval(d.Subjects).texts() {
			g.Subjects = append(g.Subjects, t.name())
		}
		if t := a.channelTexts(c, d.DeadLetter); len(t) > 0 && d.DeadLetter != nil {
			g.DeadLetter = t[0].name()
		}
		g.Settings = a.settings(c, d.Settings)
		a.m.found.declared = append(a.m.found.declared, declared{g, c.at.Pos()})
	}
}

func (a *activation) settings(c *apiCall, attrs []model.Attribute) map[string]string {
	sets := map[string]Set{}
	for _, at := range attrs {
		sets[at.Name] = c.eval(at.Value)
	}
	return settingsText(sets)
}

// bindTo notes a binding for each alternative of its ends.
func (a *activation) bindTo(c *apiCall, mc *model.CompiledCall) {
	b := mc.Bind
	keys := a.channelTexts(c, b.Key)
	if len(keys) == 0 {
		keys = []*Text{emptyText}
	}
	for _, source := range a.channelTexts(c, b.Source) {
		for _, target := range a.channelTexts(c, b.Target) {
			for _, key := range keys {
				if len(a.m.found.bound) > maxContexts*10 {
					return
				}
				a.m.found.bound = append(a.m.found.bound, bound{graph.BindingFact{
					Broker: mc.File.Broker, Source: source.name(), Key: key.name(), Target: target.name(), TargetKind: b.TargetKind,
				}, c.at.Pos()})
			}
		}
	}
}

// channelTexts are the alternatives of a channel's name: the empty one counts
// only when there is no other, and what came with a message is the channel that
// it came on.
func (a *activation) channelTexts(c *apiCall, e *model.Expression) []*Text {
	if e == nil {
		return nil
	}
	var out []*Text
	for _, v := range c.eval(e).vals {
		for _, t := range a.expand(a.m.asText(v)) {
			if t.id != "" {
				out = append(out, t)
			}
		}
	}
	return certain(dedupe(out))
}

// certain leaves out names that only run time knows when there are known ones: an
// override that nothing here sets.
func certain(list []*Text) []*Text {
	var known []*Text
	for _, t := range list {
		if h := t.pureHole(); h == nil || h.kind != runtimeHole {
			known = append(known, t)
		}
	}
	if len(known) > 0 {
		return known
	}
	return list
}

func dedupe(list []*Text) []*Text {
	var out []*Text
	for _, t := range list {
		found := false
		for _, o := range out {
			found = found || o.id == t.id
		}
		if !found {
			out = append(out, t)
		}
	}
	return out
}

// expand replaces the channel that a message came on by its names.
func (a *activation) expand(t *Text) []*Text {
	for i, p := range t.parts {
		if p.hole == nil || p.hole.kind != channelHole {
			continue
		}
		var out []*Text
		for _, e := range p.hole.sub.eps {
			if !fits(a.m.under(p.hole.sub), e.channel) {
				continue
			}
			parts := append([]textPart(nil), t.parts[:i]...)
			parts = append(append(parts, e.channel.parts...), t.parts[i+1:]...)
			out = append(out, a.expand(newText(parts, t.prov))...)
		}
		if len(out) == 0 {
			return []*Text{runtimeText(p.hole.name)}
		}
		return out
	}
	return []*Text{t}
}

// publish adds an endpoint for each alternative of a publishing call's channel.
func (a *activation) publish(c *apiCall, mc *model.CompiledCall, p *model.CompiledEndpoint) {
	payload := c.eval(p.Payload)
	if p.Payload != nil && len(p.Payload.Paths) == 1 && len(p.Payload.Paths[0].Steps) == 0 {
		payload = a.rawValue(c, p.Payload)
	}
	ep := a.endpointOf(c, mc, p, graph.Publish)
	ep.event = a.m.eventOf(payload, p.Encoding)
	if c.routed(p) {
		a.publishRouted(c, p, ep, payload.origin)
		return
	}
	if key := c.eval(p.Key).texts(); len(key) > 0 {
		ep.key = key[0]
	}
	c.publishing = true
	given := c.eval(p.Channel).dep
	a.eachChannel(c, p, func(t *Text, from origin) {
		e := ep
		e.channel, e.given = t, given
		if h := t.pureHole(); h != nil && h.reply {
			e.mode = graph.Reply
		}
		a.add(c.at, &e, from, payload.origin)
	})
}

// publishRouted is publishing to an exchange with a routing key.
func (a *activation) publishRouted(c *apiCall, p *model.CompiledEndpoint, ep endpoint, payload origin) {
	exs, ks := c.eval(p.Exchange), c.eval(p.Key)
	exchanges, keys := a.channelTexts(c, p.Exchange), a.channelTexts(c, p.Key)
	if len(exchanges) == 0 {
		exchanges = []*Text{emptyText}
	}
	if len(keys) == 0 {
		keys = []*Text{emptyText}
	}
	deps := exs.origin.or(ks.origin)
	if ep.given = exs.dep; ep.given == nil || isEmpty(exs) {
		ep.given = ks.dep
	}
	for _, x := range exchanges {
		for _, k := range keys {
			e := ep
			e.exchange, e.key = x, k
			switch {
			case x.id == "" && k.id == "":
				e.channel, e.kind = runtimeText(""), graph.Queue
			case x.id == "":
				e.channel, e.kind = k, graph.Queue
			case k.id == "":
				e.channel, e.kind = x, graph.Exchange
			default:
				e.channel, e.kind = concat(concat(x, literal("/")), k), graph.Exchange
			}
			a.add(c.at, &e, deps, payload)
		}
	}
}

// eachChannel goes through the alternatives of an endpoint's channel. Without a
// name there is one that is not known, but not for an element of a list.
func (a *activation) eachChannel(c *apiCall, p *model.CompiledEndpoint, do func(*Text, origin)) {
	from := c.eval(p.Channel).origin
	names := a.channelTexts(c, p.Channel)
	for _, t := range names {
		do(t, from)
	}
	if len(names) == 0 && (len(c.it.vals) == 0 || c.publishing) && p.Stream == nil {
		do(runtimeText(lastName(p.Channel)), from)
	}
}

// lastName is what an unknown channel is called: the last name of its expression.
func lastName(e *model.Expression) string {
	if e == nil || len(e.Paths) == 0 {
		return "channel"
	}
	p := e.Paths[0]
	for i := len(p.Steps) - 1; i >= 0; i-- {
		if p.Steps[i].Name != "" {
			return p.Steps[i].Name
		}
	}
	return p.Name
}

// sends makes the Go channel that publishes what is sent on it.
func (a *activation) sends(c *apiCall, mc *model.CompiledCall) {
	s := &sink{call: c}
	recv, args := c.recv, c.args
	s.apply = func(sent Set, at ssa.Instruction, by *activation) {
		by.publish(&apiCall{a: by, at: callAt{at}, fn: c.fn, sig: c.sig, recv: strip(recv), args: stripAll(args), sent: sent, opts: c.opts}, mc, mc.Sends)
	}
	if mc.SendsOn != model.Result {
		for _, v := range c.args[mc.SendsOn].vals {
			if r, ok := unwrap(v).(Ref); ok && r.obj.ch != nil {
				r.obj.ch.sink = s
			}
		}
		return
	}
	if len(c.out) == 0 {
		return
	}
	o := a.m.object(a, vkey{c.at, "sends"}, c.sig.Results().At(0).Type())
	o.lib, o.ch = true, &channel{sink: s}
	c.out[0] = one(Ref{o, ""})
}

func stripAll(sets []Set) []Set {
	out := make([]Set, len(sets))
	for i, s := range sets {
		out[i] = strip(s)
	}
	return out
}

// callAt lets a send stand where a model expects a call.
type callAt struct{ ssa.Instruction }

func (callAt) Common() *ssa.CallCommon { return nil }
func (callAt) Value() *ssa.Call        { return nil }
