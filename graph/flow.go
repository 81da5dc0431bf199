package graph

import (
	"maps"
	"slices"
)

type flowKey struct{ from, channel, to string }

// flowEnds are the ids of the endpoints of a flow.
type flowEnds struct{ publish, consume map[string]bool }

// flows sends what each publisher publishes through its broker and notes which
// services it joins. Replies go to whoever asked, so they are no flows of their
// own.
func flows(facts Facts, endpoints []*endpoint) []Flow {
	consumers := map[string][]*endpoint{}
	for _, e := range endpoints {
		if e.Direction == Consume && e.Mode != Reply && len(e.Services) > 0 {
			consumers[e.Broker] = append(consumers[e.Broker], e)
		}
	}
	routers := map[string]router{}
	for name, list := range consumers {
		routers[name] = brokerOf(name).router(facts, list)
	}
	found := map[flowKey]*flowEnds{}
	routed := map[string][]delivery{}
	for _, p := range endpoints {
		router := routers[p.Broker]
		if router == nil || p.Direction != Publish || p.Mode == Reply || len(p.Services) == 0 {
			continue
		}
		deliveries, ok := routed[p.subject()]
		if !ok {
			router.route(p, func(d delivery) { deliveries = append(deliveries, d) })
			routed[p.subject()] = deliveries
		}
		for _, d := range deliveries {
			note(found, p, d)
		}
	}
	out := make([]Flow, 0, len(found))
	for k, ends := range found {
		out = append(out, Flow{
			From: k.from, Channel: k.channel, To: k.to,
			Publish: slices.Sorted(maps.Keys(ends.publish)),
			Consume: slices.Sorted(maps.Keys(ends.consume)),
		})
	}
	return out
}

// note adds a delivery to the flows.
func note(found map[flowKey]*flowEnds, p *endpoint, d delivery) {
	local := brokerOf(p.Broker).local
	for _, from := range p.Services {
		for _, to := range d.services {
			if local && from != to {
				continue
			}
			key := flowKey{from, p.channel.id, to}
			ends := found[key]
			if ends == nil {
				ends = &flowEnds{map[string]bool{}, map[string]bool{}}
				found[key] = ends
			}
			ends.publish[p.id] = true
			ends.consume[d.to.id] = true
		}
	}
}
