package eval

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// publish adds an endpoint for each alternative of a publishing call's channel.
func (a *activation) publish(c *apiCall, mc *model.CompiledCall, p *model.CompiledEndpoint) {
	payload := c.eval(p.Payload)
	if p.Payload != nil && len(p.Payload.Paths) == 1 && len(p.Payload.Paths[0].Steps) == 0 {
		payload = a.rawValue(c, p.Payload)
	}
	ep := a.endpointOf(c, mc, p, graph.Publish)
	if call := c.at.Value(); call != nil && calledOn(call, p.Awaited) {
		ep.mode = graph.Sync
	}
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

// calledOn says whether one of some methods is called on a result in its function.
func calledOn(result ssa.Value, methods []string) bool {
	if len(methods) == 0 {
		return false
	}
	for _, use := range *result.Referrers() {
		switch use := use.(type) {
		case *ssa.Extract:
			if calledOn(use, methods) {
				return true
			}
		case ssa.CallInstruction:
			call := use.Common()
			if f := call.StaticCallee(); f != nil && len(call.Args) > 0 && call.Args[0] == result && slices.Contains(methods, f.Name()) {
				return true
			}
		}
	}
	return false
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
