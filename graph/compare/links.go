package compare

import (
	"cmp"
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// link collects the links that have changed, and those around the same channels.
func (c *comparison) link() {
	older, newer := c.old.links(), c.new.links()
	changed, channels := c.changedLinks()
	var all []Link
	for l := range older {
		switch {
		case !newer[l]:
			l.Op = Removed
		case changed[l]:
			l.Op = Changed
		}
		all = append(all, l)
	}
	for l := range newer {
		if !older[l] {
			l.Op = Added
			all = append(all, l)
		}
	}
	for _, l := range all {
		if l.Op != "" {
			for _, id := range l.channels() {
				channels[id] = true
			}
		}
	}
	for _, l := range all {
		if l.Op != "" || slices.ContainsFunc(l.channels(), func(id string) bool { return channels[id] }) {
			c.out.Links = append(c.out.Links, l)
		}
	}
	slices.SortFunc(c.out.Links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Service, b.Service))
	})
}

// changedLinks are the links whose ends talk in another way, and the channels that are
// not as they were.
func (c *comparison) changedLinks() (links map[Link]bool, channels map[string]bool) {
	links, channels = map[Link]bool{}, map[string]bool{}
	payloads := map[string]bool{}
	for _, ch := range c.out.Changes {
		switch {
		case ch.Kind == Channel:
			channels[ch.Name] = true
		case ch.Kind == Payload:
			payloads[ch.Name] = true
		case ch.Op == Changed && ch.Kind == Publisher:
			links[Link{From: ch.Service, To: ch.Channel, Service: ch.Service}] = true
		case ch.Op == Changed && ch.Kind == Consumer:
			links[Link{From: ch.Channel, To: ch.Service, Service: ch.Service}] = true
		}
	}
	for _, u := range c.new.uses {
		if u.Direction == graph.Publish && payloads[eventType(u)] {
			links[u.link()] = true
		}
	}
	return links, channels
}

// links are what is drawn of a document.
func (s *side) links() map[Link]bool {
	out := map[Link]bool{}
	for _, u := range s.uses {
		out[u.link()] = true
	}
	for f, whole := range s.flows {
		for _, channel := range s.arrivals(whole) {
			if channel != f.channel {
				out[Link{From: f.channel, To: channel}] = true
			}
		}
	}
	return out
}

func (u use) link() Link {
	if u.Direction == graph.Publish {
		return Link{From: u.service, To: u.Channel, Service: u.service}
	}
	return Link{From: u.Channel, To: u.service, Service: u.service}
}

// channels are the ends that are no service.
func (l Link) channels() []string {
	switch l.Service {
	case "":
		return []string{l.From, l.To}
	case l.From:
		return []string{l.To}
	}
	return []string{l.From}
}
