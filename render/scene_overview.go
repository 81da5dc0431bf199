package render

import (
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// overviewScene draws services, the channels between them, and the stores and other
// systems that services use.
func overviewScene(doc *graph.Document, opt Options, labels bool) *scene {
	v := newOverview(doc)
	b := newBuilder(v, opt, labels)
	b.scene.title, b.scene.description = title(doc), description(v)
	if len(v.links) == 0 {
		b.nothing(len(doc.Endpoints))
		return b.scene
	}
	infrastructure := &zone{id: "infrastructure", title: "Event Infrastructure"}
	byRole := b.byRole()
	if opt.By == ByModule {
		if b.crowded() {
			infrastructure = &zone{}
		}
		b.brokers(infrastructure, !b.crowded())
		b.scene.add(infrastructure)
		for _, z := range b.byModule(doc) {
			b.scene.add(z)
		}
	} else {
		b.brokers(infrastructure, true)
		b.scene.add(byRole(publisher))
		if z := byRole(processor); z != nil {
			if b.crowded() {
				infrastructure.boxes = z.boxes
			} else {
				infrastructure.zones = append(infrastructure.zones, z)
			}
		}
		b.scene.add(infrastructure)
		b.scene.add(byRole(consumer))
	}
	chain := chainOf(doc)
	marked := onChain(doc, chain)
	for _, l := range v.links {
		b.link(l, marked)
	}
	b.deadLetters()
	b.outside(doc, func(service string) *box { return b.nodes["service "+service] })
	b.thickenEnd(doc, chain, func(e graph.Endpoint, service string) *box { return b.nodes["service "+service] })
	b.scene.legend = b.legend()
	b.scene.widen(b.rows()...)
	b.scene.under = b.scene.top()
	return b.scene
}

// maxFramed is how many services may have frames of their own beside those of brokers.
// Mermaid before 12 fails to lay out two sides of frames with many edges between them
// ("Cannot set properties of undefined (setting 'order')"): of random systems, in 10.9
// and 11.4, none of up to 9 services and every fourth of 10 to 68.
const maxFramed = 8

// crowded says that either services or channels have to do without frames.
func (b *builder) crowded() bool { return len(b.services) > maxFramed }

// rows are how many channels, and services of each role, come to stand side by side.
func (b *builder) rows() []int {
	rows := make([]int, len(roles), len(roles)+1)
	for _, s := range b.services {
		rows[s.role]++
	}
	return append(rows, len(b.channels))
}

// byRole returns the zone of the services with a role, nil if there are none.
func (b *builder) byRole() func(role) *zone {
	return func(r role) *zone {
		var z *zone
		for _, s := range b.services {
			if s.role != r {
				continue
			}
			if z == nil {
				z = &zone{id: roles[r].zone, title: roles[r].title}
			}
			b.service(z, s)
		}
		return z
	}
}

func (b *builder) service(z *zone, s service) {
	b.box(z, "service "+s.id, b.ids.ID("svc", s.id), shapeService, []string{roles[s.role].class}, s.id)
}

// byModule makes a zone of the services of each module.
func (b *builder) byModule(doc *graph.Document) []*zone {
	moduleOf := map[string]graph.Module{}
	for _, s := range doc.Services {
		for _, m := range doc.Modules {
			if (s.Package == m.Path || strings.HasPrefix(s.Package, m.Path+"/")) && len(m.Path) > len(moduleOf[s.ID].Path) {
				moduleOf[s.ID] = m
			}
		}
	}
	var zones []*zone
	for _, m := range append(slices.Clone(doc.Modules), graph.Module{}) {
		z := &zone{id: b.ids.ID("module", m.Path), title: m.Path}
		if m.Path == "" {
			z.title = "Other services"
		}
		for _, s := range b.services {
			if moduleOf[s.id].Path == m.Path {
				b.service(z, s)
			}
		}
		zones = append(zones, z)
	}
	return zones
}

// link draws one link of the overview.
func (b *builder) link(l *link, chain map[linkKey]bool) {
	from, to := b.ends(l)
	a := b.arrow(from, to)
	a.dotted, a.color = l.uncertain, b.color(l.events)
	a.thick = chain[linkKey{l.kind, l.from, l.to}]
	lines := l.notes
	if l.kind == publish {
		lines = append(slices.Clone(l.events), l.notes...)
	}
	a.label = b.label(lines)
}

func (b *builder) ends(l *link) (from, to *box) {
	switch l.kind {
	case publish:
		return b.nodes["service "+l.from], b.nodes["channel "+l.to]
	case consume:
		return b.nodes["channel "+l.from], b.nodes["service "+l.to]
	}
	return b.nodes["channel "+l.from], b.nodes["channel "+l.to]
}

// deadLetters draws where the messages of a channel end that nobody can handle, if
// both are there.
func (b *builder) deadLetters() {
	for _, c := range b.channels {
		from, to := b.nodes["channel "+c.ID], b.nodes["channel "+c.DeadLetter]
		if c.DeadLetter != "" && to != nil {
			a := b.arrow(from, to)
			a.dotted, a.label = true, b.label([]string{"dead letter"})
		}
	}
}

// outside draws stores and other systems, with an arrow from what uses them.
func (b *builder) outside(doc *graph.Document, user func(service string) *box) {
	storage, external := &zone{id: "storage", title: "Storage"}, &zone{id: "external", title: "External Systems"}
	for _, s := range doc.Stores {
		operations := map[string][]string{}
		for _, a := range s.Access {
			operations[a.Service] = append(operations[a.Service], operationVerbs[a.Operation])
		}
		b.uses(storage, "store "+s.ID, b.ids.ID("store", s.ID), shapeStore, "store", storeLabel(s), operations, user)
	}
	calls := map[string]map[string][]string{}
	for _, i := range doc.Integrations {
		if !i.Incoming() {
			name := externalName(i)
			if calls[name] == nil {
				calls[name] = map[string][]string{}
			}
			calls[name][i.Service] = append(calls[name][i.Service], callVerbs[i.Kind])
		}
	}
	for _, name := range sortedKeys(calls) {
		b.uses(external, "external "+name, b.ids.ID("external", name), shapeExternal, "external", []string{name}, calls[name], user)
	}
	b.scene.add(storage)
	b.scene.add(external)
}

// uses draws something outside if a service that is drawn uses it.
func (b *builder) uses(z *zone, key, id string, s shape, class string, label []string, by map[string][]string, user func(string) *box) {
	for _, service := range sortedKeys(by) {
		if from := user(service); from != nil {
			to := b.box(z, key, id, s, []string{class}, label...)
			b.arrow(from, to).label = b.label(distinct(by[service]))
		}
	}
}

var (
	operationVerbs = map[graph.Operation]string{graph.Read: "reads", graph.Write: "writes"}
	callVerbs      = map[string]string{graph.HTTPClient: "HTTP", graph.GRPCClient: "gRPC"}
)

// storeLabel is the name of a store, and its kind where the name does not say it.
func storeLabel(s graph.Store) []string {
	name := strings.TrimPrefix(s.ID, s.Kind+":")
	if name == "" || name == s.Kind {
		return []string{s.Kind}
	}
	return []string{name, s.Kind}
}

// externalName is the system that an outgoing call reaches: the host of an address, or
// the service of a gRPC method.
func externalName(i graph.Integration) string {
	name := i.Name
	if i.Kind == graph.GRPCClient {
		service, _, _ := strings.Cut(name, "/")
		return service
	}
	if _, address, ok := strings.Cut(name, " "); ok { // the method
		name = address
	}
	if _, rest, ok := strings.Cut(name, "://"); ok {
		name = rest
	}
	host, _, _ := strings.Cut(name, "/")
	if host == "" {
		return name
	}
	return host
}

// nothing is the scene of a document without anything to show.
func (b *builder) nothing(endpoints int) {
	lines := []string{"No event flow found"}
	if endpoints > 0 {
		lines = append(lines, count(endpoints, "endpoint", "endpoints")+" in code that no service reaches")
	}
	b.scene.zones = []*zone{{boxes: []*box{{id: "nothing", shape: shapeService, label: lines, classes: []string{"plain"}}}}}
}
