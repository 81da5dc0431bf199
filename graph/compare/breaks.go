package compare

import (
	"fmt"
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// addBreak adds what breaks, to what breaks in the same way if there is such.
func (c *comparison) addBreak(b Break) {
	key := fmt.Sprintf("%q", []any{b.Rule, b.Channel, b.Via, b.Event, b.Detail})
	i, ok := c.breaks[key]
	if !ok {
		i = len(c.out.Breaks)
		c.breaks[key] = i
		c.out.Breaks = append(c.out.Breaks, b)
	}
	have := &c.out.Breaks[i]
	have.Breaks, have.By = union(have.Breaks, b.Breaks), union(have.By, b.By)
}

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// arrivals are the channels that the consumers of a flow consume.
func (s *side) arrivals(f graph.Flow) []string {
	var out []string
	for _, id := range f.Consume {
		out = append(out, s.endpoints[id].Channel)
	}
	return union(out, nil)
}

// findLost looks for consumers that still wait for messages that do not come any more.
func (c *comparison) findLost() {
	for key, f := range c.old.flows {
		if _, still := c.new.flows[key]; still {
			continue
		}
		for _, channel := range c.old.arrivals(f) {
			to := reach{key.to, channel}
			switch {
			case !c.new.consumed[to]:
			case c.new.published[reach{key.from, key.channel}]:
				b := Break{Rule: RouteLost, Channel: channel, Breaks: []string{key.to}, By: []string{key.from}, Detail: c.unbound(channel)}
				if key.channel != channel {
					b.Via = key.channel
				}
				c.addBreak(b)
			case len(c.new.inflow[to]) == 0:
				c.addBreak(Break{Rule: NoProducer, Channel: channel, Breaks: []string{key.to}, By: []string{key.from}})
			}
		}
	}
	for _, p := range c.pairs { // a consumer that went to where nothing comes
		was, is := reach{p.old.service, p.old.Channel}, reach{p.new.service, p.new.Channel}
		if p.new.Direction == graph.Consume && was != is && len(c.old.inflow[was]) > 0 && len(c.new.inflow[is]) == 0 {
			c.addBreak(Break{Rule: NoProducer, Channel: is.channel, Breaks: []string{is.service}, By: []string{is.service}})
		}
	}
}

// unbound are the bindings of a channel that are gone.
func (c *comparison) unbound(channel string) []Field {
	now := bindings(c.new.doc)
	var out []Field
	for _, b := range c.old.doc.Bindings {
		if b.Target == channel && !now[bindingName(b)] {
			out = append(out, Field{Name: "binding", Old: bindingName(b)})
		}
	}
	return out
}

// positioned are the brokers that keep how far a consumer has read by its group.
var positioned = []string{graph.Kafka, graph.NATS}

// findGroups looks for consumers whose group has another name.
func (c *comparison) findGroups() {
	for _, p := range c.pairs {
		if p.old.Channel == p.new.Channel && p.old.Group != p.new.Group && p.old.Group != "" && p.new.Group != "" &&
			slices.Contains(positioned, p.new.Broker) {
			c.addBreak(Break{
				Rule: GroupRenamed, Channel: p.new.Channel, Breaks: []string{p.new.service}, By: []string{p.new.service},
				Detail: []Field{{"group", p.old.Group, p.new.Group}},
			})
		}
	}
}
