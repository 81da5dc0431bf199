package render

import (
	"cmp"
	"maps"
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// use is what one service does with one channel: all its endpoints of one direction
// there. Formats that list facts rather than draw them are made of uses.
type use struct {
	service   string
	direction graph.Direction
	channel   graph.Channel
	endpoints []graph.Endpoint
	events    []string // short names
	groups    []string
	peers     []string // services at the other end of the flows
}

// uses lists them by service, consuming first, as a service reacts before it acts.
// Endpoints that no service reaches are not in it.
func uses(doc *graph.Document) []*use {
	channels := map[string]graph.Channel{}
	for _, c := range doc.Channels {
		channels[c.ID] = c
	}
	type key struct {
		service   string
		direction graph.Direction
		channel   string
	}
	all := map[key]*use{}
	peers := peersOf(doc)
	for _, e := range doc.Endpoints {
		for _, s := range e.Services {
			k := key{s, e.Direction, e.Channel}
			u := all[k]
			if u == nil {
				c, ok := channels[e.Channel]
				if !ok {
					c = graph.Channel{ID: e.Channel, Broker: e.Broker, Name: e.Channel, Resolution: graph.Unknown}
				}
				u = &use{service: s, direction: e.Direction, channel: c}
				all[k] = u
			}
			u.add(e, peers[[2]string{e.ID, s}])
		}
	}
	list := slices.SortedFunc(maps.Values(all), func(a, b *use) int {
		return cmp.Or(cmp.Compare(a.service, b.service), cmp.Compare(a.direction, b.direction),
			cmp.Compare(a.channel.Broker, b.channel.Broker), cmp.Compare(a.channel.Name, b.channel.Name), cmp.Compare(a.channel.ID, b.channel.ID))
	})
	for _, u := range list {
		u.events, u.groups, u.peers = distinct(u.events), distinct(u.groups), distinct(u.peers)
		slices.SortFunc(u.endpoints, func(a, b graph.Endpoint) int { return cmp.Compare(a.ID, b.ID) })
	}
	return list
}

func (u *use) add(e graph.Endpoint, peers []string) {
	u.endpoints = append(u.endpoints, e)
	u.peers = append(u.peers, peers...)
	if e.Event != nil && e.Event.Type != "" {
		u.events = append(u.events, eventName(e.Event.Type))
	}
	if e.Group != "" {
		u.groups = append(u.groups, e.Group)
	}
}

// peersOf has the services that an endpoint reaches, or is reached by, in a service.
func peersOf(doc *graph.Document) map[[2]string][]string {
	peers := map[[2]string][]string{}
	for _, f := range doc.Flows {
		for _, id := range f.Publish {
			peers[[2]string{id, f.From}] = append(peers[[2]string{id, f.From}], f.To)
		}
		for _, id := range f.Consume {
			peers[[2]string{id, f.To}] = append(peers[[2]string{id, f.To}], f.From)
		}
	}
	return peers
}

// openName is a channel whose name is not exact, with what keeps it so.
type openName struct {
	channel graph.Channel
	gaps    []openGap
}

type openGap struct {
	graph.Gap
	endpoint graph.Endpoint
}

// openNames lists the names that are not known, with each gap once.
func openNames(doc *graph.Document) []openName {
	var open []openName
	for _, c := range slices.SortedFunc(slices.Values(doc.Channels), func(a, b graph.Channel) int { return cmp.Compare(a.ID, b.ID) }) {
		if c.Resolution == graph.Exact {
			continue
		}
		o := openName{channel: c}
		seen := map[graph.Gap]bool{}
		for _, e := range doc.Endpoints {
			if e.Channel != c.ID || len(e.Services) == 0 {
				continue
			}
			for _, g := range doc.Gaps(e) {
				if !seen[g] {
					seen[g] = true
					o.gaps = append(o.gaps, openGap{g, e})
				}
			}
		}
		if len(o.gaps) > 0 {
			slices.SortStableFunc(o.gaps, func(a, b openGap) int { return cmp.Compare(a.endpoint.ID, b.endpoint.ID) })
			open = append(open, o)
		}
	}
	return open
}

// kindTitle names a channel's kind in its broker's spelling: Kafka topic.
func kindTitle(c graph.Channel) string {
	return brokerName(c.Broker) + " " + cmp.Or(string(c.Kind), otherKind.name)
}

// nameOr is the name of a channel, or what to call it without one.
func nameOr(c graph.Channel) string {
	return cmp.Or(c.Name, "unknown "+cmp.Or(string(c.Kind), otherKind.name))
}
