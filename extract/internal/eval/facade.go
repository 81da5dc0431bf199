package eval

import (
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// A facade speaks to several brokers: which one, and with that the kind of its
// channels, is told by the object that was made for it.

// endpointOf starts an endpoint of a call with what its model says.
func (a *activation) endpointOf(c *apiCall, mc *model.CompiledCall, p *model.CompiledEndpoint, dir graph.Direction) endpoint {
	ep := endpoint{dir: dir, broker: mc.File.Broker, client: c.fn.Pkg().Path(), kind: p.Kind, mode: p.Mode, settings: a.settings(c, p.Settings)}
	if broker, ok := c.eval(p.Broker).exactText(); ok && broker != "" {
		ep.broker = broker
	}
	if ep.kind == "" {
		ep.kind = model.UsualKind(ep.broker, dir == graph.Publish)
	}
	if c.traced() {
		if ep.settings == nil {
			ep.settings = map[string]string{}
		}
		ep.settings["tracing"] = "true"
	}
	return ep
}

// tracedAttribute is what the models of instrumentation give to what they wrap: a client,
// or a handler.
const tracedAttribute = ".is_traced"

// traced says whether the receiver or an argument is instrumented.
func (c *apiCall) traced() bool {
	for _, s := range append([]Set{c.recv}, c.args...) {
		for _, v := range s.vals {
			if r, ok := unwrap(v).(Ref); ok && !isEmpty(c.attribute(r, tracedAttribute, origin{})) {
				return true
			}
		}
	}
	return false
}

// routed says whether a publishing call goes to an exchange with a routing key. A
// facade goes to a channel by its name where it names no exchange.
func (c *apiCall) routed(p *model.CompiledEndpoint) bool {
	return p.Exchange != nil && (p.Channel == nil || !isEmpty(c.eval(p.Exchange)))
}

// eachObject does something once for every object that the receiver may be, where
// broker and channel are both the object's, so that they stay together.
func (c *apiCall) eachObject(mc *model.CompiledCall, do func()) {
	recv := c.recv
	if len(recv.vals) < 2 || !isFacade(mc) {
		do()
		return
	}
	iter := c.a.iter
	for i, v := range recv.vals {
		c.recv = recv
		c.recv.vals = []Value{v}
		c.a.iter = iter + indexPath("/object", i)
		do()
	}
	c.recv, c.a.iter = recv, iter
}

func isFacade(mc *model.CompiledCall) bool {
	return mc.Publish != nil && mc.Publish.Broker != nil || mc.Consume != nil && mc.Consume.Broker != nil
}
