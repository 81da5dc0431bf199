package graph

import (
	"cmp"
	"slices"
)

// Deliveries returns the consuming endpoints that get what each publishing endpoint
// publishes, by id, in the document's order.
func (d *Document) Deliveries() map[string][]string {
	r := &routes{index: newIndex(d), doc: d}
	out := map[string][]string{}
	known := map[[4]string]bool{} // whether one leads to the other, by all that decides it
	delivers := func(p, c Endpoint) bool {
		if p.Channel == c.Channel {
			return true
		}
		key := [4]string{p.Channel, p.Exchange, p.RoutingKey, c.Channel}
		yes, ok := known[key]
		if !ok {
			_, yes = r.route(p, c)
			known[key] = yes
		}
		return yes
	}
	for _, f := range d.Flows {
		for _, p := range f.Publish {
			for _, c := range f.Consume {
				if delivers(r.endpoints[p], r.endpoints[c]) && !slices.Contains(out[p], c) {
					out[p] = append(out[p], c)
				}
			}
		}
	}
	return out
}

// Hop is a message on its way: who publishes it, and one who gets it, as ids of
// endpoints.
type Hop struct{ Publish, Consume string }

// LongestChain returns the longest way of reactions through the document: each hop's
// consumer publishes the next. It starts at something outside if the document shows
// that, and of equally long ways it is one that ends at a store or another system.
// There is none where no message has a consumer. Of ways alike it is always the same one,
// whatever the order of the document.
func (d *Document) LongestChain() []Hop {
	c := &chains{
		next: d.Deliveries(), reactions: map[string]Reaction{}, best: map[string]way{}, busy: map[string]bool{},
	}
	caused := map[string]bool{}
	for _, r := range d.Reactions {
		c.reactions[r.Consume] = r
		for _, p := range r.Publish {
			caused[p] = true
		}
	}
	triggered := map[string]bool{}
	for _, i := range d.Integrations {
		for _, p := range i.Publish {
			triggered[p] = triggered[p] || i.Incoming()
		}
	}
	var best way
	for _, e := range slices.SortedFunc(slices.Values(d.Endpoints), func(a, b Endpoint) int { return cmp.Compare(a.ID, b.ID) }) {
		if e.Direction != Publish || len(e.Services) == 0 || caused[e.ID] && !triggered[e.ID] {
			continue
		}
		w := c.from(e.ID)
		if triggered[e.ID] {
			w.rank++
		}
		if w.compare(best) > 0 {
			best = w
		}
	}
	return best.hops
}

// way is a chain, and what speaks for it beside its length.
type way struct {
	hops []Hop
	rank int
}

func (w way) compare(o way) int {
	return cmp.Or(cmp.Compare(len(w.hops), len(o.hops)), cmp.Compare(w.rank, o.rank))
}

type chains struct {
	next      map[string][]string
	reactions map[string]Reaction // by consuming endpoint
	best      map[string]way      // by publishing endpoint
	busy      map[string]bool     // those on the way, to cut circles
}

// from is the longest way from a publishing endpoint.
func (c *chains) from(publish string) way {
	if w, ok := c.best[publish]; ok {
		return w
	}
	if c.busy[publish] {
		return way{}
	}
	c.busy[publish] = true
	var best way
	for _, consume := range sorted(c.next[publish]) {
		r := c.reactions[consume]
		on := way{}
		for _, p := range sorted(r.Publish) {
			if w := c.from(p); w.compare(on) > 0 {
				on = w
			}
		}
		w := way{append([]Hop{{publish, consume}}, on.hops...), on.rank}
		if len(on.hops) == 0 && len(r.Stores)+len(r.Calls) > 0 {
			w.rank += 2
		}
		if w.compare(best) > 0 {
			best = w
		}
	}
	c.busy[publish] = false
	c.best[publish] = best
	return best
}

func sorted(ids []string) []string { return slices.Sorted(slices.Values(ids)) }
