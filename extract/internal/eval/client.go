package eval

import (
	"go/types"

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
	if mc.Request != nil {
		a.request(c, mc)
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
		if h := t.pureHole(); h == nil || h.kind != runtimeHole || h.made {
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
