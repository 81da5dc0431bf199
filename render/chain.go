package render

import "github.com/flowvet/flowvet/graph"

// chainOf is the longest chain of reactions, if it is one.
func chainOf(doc *graph.Document) []graph.Hop {
	if chain := doc.LongestChain(); len(chain) > 1 {
		return chain
	}
	return nil
}

// onChain marks the links of a chain.
func onChain(doc *graph.Document, chain []graph.Hop) map[linkKey]bool {
	if len(chain) == 0 {
		return nil
	}
	endpoints := map[string]graph.Endpoint{}
	for _, e := range doc.Endpoints {
		endpoints[e.ID] = e
	}
	marked := map[linkKey]bool{}
	for _, hop := range chain {
		p, c := endpoints[hop.Publish], endpoints[hop.Consume]
		for _, s := range p.Services {
			marked[linkKey{publish, s, p.Channel}] = true
		}
		for _, s := range c.Services {
			marked[linkKey{consume, c.Channel, s}] = true
		}
		marked[linkKey{route, p.Channel, c.Channel}] = true
	}
	return marked
}

// thicken makes the arrow between two boxes thick, if there is one.
func (s *scene) thicken(from, to *box) {
	for _, a := range s.arrows {
		if from != nil && to != nil && a.from == from.id && a.to == to.id {
			a.thick = true
		}
	}
}

// thickenEnd marks where a chain of reactions ends: the stores and systems that its last
// handler uses. That handler is the box that runs returns for an endpoint in a service.
func (b *builder) thickenEnd(doc *graph.Document, chain []graph.Hop, runs func(e graph.Endpoint, service string) *box) {
	if len(chain) == 0 {
		return
	}
	last := chain[len(chain)-1].Consume
	for _, e := range doc.Endpoints {
		if e.ID != last {
			continue
		}
		for _, r := range doc.Reactions {
			if r.Consume != last {
				continue
			}
			for _, s := range e.Services {
				from := runs(e, s)
				for _, id := range r.Stores {
					b.scene.thicken(from, b.nodes["store "+id])
				}
				for _, i := range doc.Integrations {
					if contains(r.Calls, i.ID) {
						b.scene.thicken(from, b.nodes["external "+externalName(i)])
					}
				}
			}
		}
	}
}

// thickenChain marks the longest chain of reactions, if it is one.
func (d *detail) thickenChain() {
	chain := chainOf(d.doc)
	for _, hop := range chain {
		p, c := d.endpoints[hop.Publish], d.endpoints[hop.Consume]
		sent, got := d.nodes["channel "+p.Channel], d.nodes["channel "+c.Channel]
		d.scene.thicken(sent, got)
		for _, s := range c.Services {
			d.scene.thicken(got, d.runs(c, s))
		}
	}
	for i, hop := range chain {
		p := d.endpoints[hop.Publish]
		sent := d.nodes["channel "+p.Channel]
		for _, s := range p.Services {
			if i > 0 {
				d.scene.thicken(d.runs(d.endpoints[chain[i-1].Consume], s), sent)
				continue
			}
			d.scene.thicken(d.nodes["function "+s+" "+p.Function], sent)
			for _, in := range d.doc.Integrations {
				if in.Service == s && contains(in.Publish, p.ID) {
					d.scene.thicken(d.nodes["trigger "+in.ID], sent)
				}
			}
		}
	}
	d.thickenEnd(d.doc, chain, d.runs)
}

// runs is the box of what handles the messages of an endpoint in a service.
func (d *detail) runs(e graph.Endpoint, service string) *box {
	return d.nodes["function "+service+" "+handlerOf(e)]
}
