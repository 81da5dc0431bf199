package render

import (
	"path"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// detailScene draws what happens inside of services: what sets them off, the functions
// that publish, the handlers with their stages, and what they store and call.
func detailScene(doc *graph.Document, opt Options, labels bool) *scene {
	v := newOverview(doc)
	d := &detail{
		builder: newBuilder(v, opt, labels), doc: doc,
		endpoints: map[string]graph.Endpoint{}, reactions: map[string]graph.Reaction{},
		stores: map[string]graph.Store{}, integrations: map[string]graph.Integration{},
		services: map[string]*zone{}, drawn: map[[2]string]*arrow{},
	}
	d.scene.title, d.scene.description = title(doc), description(v)
	if len(v.links) == 0 {
		d.nothing(len(doc.Endpoints))
		return d.scene
	}
	for _, e := range doc.Endpoints {
		d.endpoints[e.ID] = e
	}
	for _, r := range doc.Reactions {
		d.reactions[r.Consume] = r
	}
	for _, s := range doc.Stores {
		d.stores[s.ID] = s
	}
	for _, i := range doc.Integrations {
		d.integrations[i.ID] = i
	}
	for _, s := range v.services {
		d.services[s.id] = &zone{id: d.ids.ID("svc", s.id), title: s.id}
	}
	channels := &zone{} // in no frame, so that each comes to stand between its ends
	for _, c := range d.channels {
		d.channel(channels, c)
	}
	d.storage, d.external = &zone{id: "storage", title: "Storage"}, &zone{id: "external", title: "External Systems"}
	d.draw()
	d.scene.add(channels)
	for _, s := range v.services {
		d.scene.add(d.services[s.id])
	}
	d.scene.add(d.storage)
	d.scene.add(d.external)
	d.scene.legend = d.legend()
	d.scene.widen(len(d.nodes) / 4) // handlers and channels take turns
	return d.scene
}

// detail builds the scene of the detail view.
type detail struct {
	*builder
	doc               *graph.Document
	endpoints         map[string]graph.Endpoint
	reactions         map[string]graph.Reaction // by consuming endpoint
	stores            map[string]graph.Store
	integrations      map[string]graph.Integration
	services          map[string]*zone
	storage, external *zone
	drawn             map[[2]string]*arrow
}

// draw draws what runs, then what is left: endpoints that nothing known sets off.
func (d *detail) draw() {
	caused := map[[2]string]bool{} // service and publishing endpoint
	for _, i := range d.doc.Integrations {
		if !i.Incoming() || d.services[i.Service] == nil || len(i.Publish) == 0 {
			continue
		}
		from := d.box(d.services[i.Service], "trigger "+i.ID, d.ids.ID("trigger", i.ID), shapeTrigger, []string{"trigger"}, i.Name, functionName(i.Function))
		d.effects(from, i.Service, i.Publish, i.Stores, i.Calls, caused)
	}
	for _, e := range d.doc.Endpoints {
		if e.Direction != graph.Consume {
			continue
		}
		for _, s := range e.Services {
			if d.nodes["channel "+e.Channel] == nil || d.services[s] == nil {
				continue
			}
			to := d.handler(e, s)
			a := d.once(d.nodes["channel "+e.Channel], to)
			if e.Group != "" && e.Group != s {
				a.label = d.label([]string{"group " + e.Group})
			}
			d.paint(a, e)
			r := d.reactions[e.ID]
			d.effects(to, s, r.Publish, r.Stores, r.Calls, caused)
		}
	}
	for _, e := range d.doc.Endpoints {
		if e.Direction != graph.Publish || d.nodes["channel "+e.Channel] == nil {
			continue
		}
		for _, s := range e.Services {
			if !caused[[2]string{s, e.ID}] && d.services[s] != nil {
				from := d.box(d.services[s], "function "+s+" "+e.Function, d.ids.ID("fn", s+" "+e.Function), shapeHandler, []string{"handler"}, functionName(e.Function))
				d.publish(from, e)
			}
		}
	}
	for _, l := range d.links {
		if l.kind == route {
			from, to := d.ends(l)
			a := d.once(from, to)
			a.dotted, a.color, a.label = l.uncertain, d.color(l.events), d.label(l.notes)
		}
	}
	d.deadLetters()
	d.thickenChain()
}

// handler is the box of what handles the messages of an endpoint in a service, with
// the stages that the code shows.
func (d *detail) handler(e graph.Endpoint, s string) *box {
	function := handlerOf(e)
	label := []string{functionName(function)}
	if stages := d.stages(e); len(stages) > 0 {
		label = append(label, strings.Join(stages, " · "))
	}
	key := s + " " + function
	return d.box(d.services[s], "function "+key, d.ids.ID("fn", key), shapeHandler, []string{"handler"}, label...)
}

// handlerOf is the function that handles what an endpoint consumes, or else that in
// which it does.
func handlerOf(e graph.Endpoint) string {
	if e.Handler == "" {
		return e.Function
	}
	return e.Handler
}

// stages are the steps of handling a message, in their order.
func (d *detail) stages(e graph.Endpoint) []string {
	var stages []string
	if e.Event != nil && e.Event.Encoding != "" {
		stages = append(stages, "decode "+e.Event.Encoding)
	}
	r := d.reactions[e.ID]
	for _, stage := range []struct {
		name string
		ids  []string
	}{{"store", r.Stores}, {"call", r.Calls}, {"publish", r.Publish}} {
		if len(stage.ids) > 0 {
			stages = append(stages, stage.name)
		}
	}
	if e.Mode == graph.Reply {
		stages = append(stages, "reply")
	}
	return stages
}

// effects draws what something does when it runs.
func (d *detail) effects(from *box, service string, publish, stores, calls []string, caused map[[2]string]bool) {
	for _, id := range publish {
		caused[[2]string{service, id}] = true
		d.publish(from, d.endpoints[id])
	}
	for _, id := range stores {
		if s, ok := d.stores[id]; ok {
			to := d.box(d.storage, "store "+s.ID, d.ids.ID("store", s.ID), shapeStore, []string{"store"}, storeLabel(s)...)
			d.once(from, to)
		}
	}
	for _, id := range calls {
		if i, ok := d.integrations[id]; ok {
			name := externalName(i)
			to := d.box(d.external, "external "+name, d.ids.ID("external", name), shapeExternal, []string{"external"}, name)
			d.once(from, to).label = d.label([]string{callVerbs[i.Kind]})
		}
	}
}

func (d *detail) publish(from *box, e graph.Endpoint) {
	to := d.nodes["channel "+e.Channel]
	if to == nil {
		return
	}
	a := d.once(from, to)
	d.paint(a, e)
	var lines []string
	if e.Event != nil && e.Event.Type != "" {
		lines = append(lines, eventName(e.Event.Type))
	}
	if e.Key != "" {
		lines = append(lines, "key "+e.Key)
	}
	if e.Mode == graph.Request {
		lines = append(lines, "request")
	}
	a.label = d.label(distinct(append(a.label, lines...)))
}

// paint gives an arrow the colour of its event.
func (d *detail) paint(a *arrow, e graph.Endpoint) {
	if e.Event != nil && e.Event.Type != "" {
		a.color = d.color([]string{eventName(e.Event.Type)})
	}
	if at := d.nodes["channel "+e.Channel]; at != nil {
		a.dotted = contains(at.classes, "uncertain")
	}
}

// once is the arrow between two boxes.
func (d *detail) once(from, to *box) *arrow {
	key := [2]string{from.id, to.id}
	if d.drawn[key] == nil {
		d.drawn[key] = d.arrow(from, to)
	}
	return d.drawn[key]
}

// functionName shortens a function to its package, receiver and name.
func functionName(function string) string {
	return strings.NewReplacer("(*", "", "(", "", ")", "").Replace(path.Base(function))
}
