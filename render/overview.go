package render

import (
	"cmp"
	"maps"
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// overview is the view of a document from afar: services, the channels between
// them, and what goes where. Endpoints that no service reaches are not in it.
// All lists are sorted.
type overview struct {
	services []service
	channels []*channel
	links    []*link
}

// role is the part that a service plays in the flow.
type role int

const (
	publisher role = iota // publishes only
	processor             // consumes and publishes
	consumer              // consumes only
)

type service struct {
	id   string
	role role
}

type channel struct {
	graph.Channel
	exchange, key string   // what the name of a RabbitMQ route is made of
	events        []string // short names of the types that it carries
	marks         []string // what part it plays in failing, a line each
}

// uncertain reports whether a part of the channel's name is decided at run time.
func (c *channel) uncertain() bool { return c.Resolution != graph.Exact }

// linkKind says what a link connects.
type linkKind int

const (
	publish linkKind = iota // a service to a channel
	route                   // a channel to a channel of the same broker
	consume                 // a channel to a service
)

type link struct {
	kind      linkKind
	from, to  string   // ids of services and channels
	events    []string // short names of the types that pass here
	groups    []string // consumer groups
	notes     []string // what else there is to say
	uncertain bool
}

// linkKey identifies a link.
type linkKey struct {
	kind     linkKind
	from, to string
}

// overviewer builds an overview.
type overviewer struct {
	known     map[string]graph.Channel
	endpoints map[string]graph.Endpoint // those that are shown
	bindings  map[string][]graph.Binding
	channels  map[string]*channel
	links     map[linkKey]*link
	// routed has the exchange and the target of each route that a publisher in
	// the document feeds.
	routed map[[2]string]bool
}

func newOverview(doc *graph.Document) *overview {
	o := overviewer{
		known:     map[string]graph.Channel{},
		endpoints: map[string]graph.Endpoint{},
		bindings:  map[string][]graph.Binding{},
		channels:  map[string]*channel{},
		links:     map[linkKey]*link{},
		routed:    map[[2]string]bool{},
	}
	for _, c := range doc.Channels {
		o.known[c.ID] = c
	}
	for _, b := range doc.Bindings {
		o.bindings[b.Target] = append(o.bindings[b.Target], b)
	}
	for _, ep := range doc.Endpoints {
		o.addEndpoint(ep)
	}
	for _, f := range doc.Flows {
		o.addFlow(f)
	}
	o.addBindings()
	o.addFailing(doc)
	return o.overview()
}

// addEndpoint links each service of the endpoint with its channel. A reply goes to
// whoever asked, which is part of the request's link.
func (o *overviewer) addEndpoint(ep graph.Endpoint) {
	if len(ep.Services) == 0 {
		return
	}
	if ep.Mode == graph.Reply && o.known[ep.Channel].Resolution != graph.Exact {
		return
	}
	o.endpoints[ep.ID] = ep
	c := o.channel(ep.Channel, ep.Broker)
	if ep.Exchange != "" {
		c.exchange, c.key = ep.Exchange, ep.RoutingKey
	}
	for _, s := range ep.Services {
		l := o.endpointLink(ep, s)
		if ep.Event != nil && ep.Event.Type != "" {
			l.events = append(l.events, eventName(ep.Event.Type))
		}
		if ep.Group != "" {
			l.groups = append(l.groups, ep.Group)
		}
		if ep.Mode == graph.Request {
			l.notes = append(l.notes, "request")
		}
	}
}

func (o *overviewer) endpointLink(ep graph.Endpoint, service string) *link {
	if ep.Direction == graph.Publish {
		return o.link(publish, service, ep.Channel)
	}
	return o.link(consume, ep.Channel, service)
}

// addFlow links the channel that is published to with the one that is consumed
// when the broker carries messages from one to the other: through an exchange, a
// wildcard, a stream.
func (o *overviewer) addFlow(f graph.Flow) {
	from := o.channels[f.Channel]
	if from == nil {
		return
	}
	for _, id := range f.Consume {
		ep, shown := o.endpoints[id]
		if !shown || ep.Channel == f.Channel {
			continue
		}
		l := o.link(route, f.Channel, ep.Channel)
		if from.exchange == "" {
			continue
		}
		exchange := from.Broker + ":" + from.exchange
		o.routed[[2]string{exchange, ep.Channel}] = true
		if key := o.bindingKey(exchange, ep.Channel); key != "" && key != from.key {
			l.notes = append(l.notes, key)
		}
	}
}

// bindingKey returns the key that binds target to exchange, if there is just one.
func (o *overviewer) bindingKey(exchange, target string) string {
	var keys []string
	for _, b := range o.bindings[target] {
		if b.Source == exchange {
			keys = append(keys, b.Key)
		}
	}
	if len(keys) != 1 {
		return ""
	}
	return keys[0]
}

// addBindings shows which exchange feeds a channel when nobody in the document
// publishes what comes through it.
func (o *overviewer) addBindings() {
	todo := slices.Sorted(maps.Keys(o.channels))
	for len(todo) > 0 {
		target := todo[0]
		todo = todo[1:]
		for _, b := range o.bindings[target] {
			if o.fed(b.Source, target, map[string]bool{}) {
				continue
			}
			if o.channels[b.Source] == nil {
				todo = append(todo, b.Source)
			}
			o.channel(b.Source, b.Broker)
			l := o.link(route, b.Source, target)
			if b.Key != "" {
				l.notes = append(l.notes, b.Key)
			}
		}
	}
}

// fed reports whether messages that are published to the exchange, or to one that
// it is bound to, are already shown to reach target.
func (o *overviewer) fed(exchange, target string, seen map[string]bool) bool {
	if o.routed[[2]string{exchange, target}] {
		return true
	}
	seen[exchange] = true
	for _, b := range o.bindings[exchange] {
		if !seen[b.Source] && o.fed(b.Source, target, seen) {
			return true
		}
	}
	return false
}

func (o *overviewer) channel(id, broker string) *channel {
	if c := o.channels[id]; c != nil {
		return c
	}
	known, ok := o.known[id]
	if !ok {
		known = graph.Channel{ID: id, Broker: broker, Name: id, Resolution: graph.Unknown}
	}
	c := &channel{Channel: known}
	o.channels[id] = c
	return c
}

func (o *overviewer) link(kind linkKind, from, to string) *link {
	key := linkKey{kind, from, to}
	l := o.links[key]
	if l == nil {
		l = &link{kind: kind, from: from, to: to}
		o.links[key] = l
	}
	return l
}

// overview sorts what was collected and fills in what links and channels tell
// about each other.
func (o *overviewer) overview() *overview {
	v := &overview{
		channels: slices.SortedFunc(maps.Values(o.channels), func(a, b *channel) int {
			return cmp.Or(cmp.Compare(a.Broker, b.Broker), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		}),
		links: slices.SortedFunc(maps.Values(o.links), func(a, b *link) int {
			return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
		}),
	}
	v.services = servicesOf(v.links)
	noteGroups(v.links)
	for _, l := range v.links { // in the order of the flow
		l.notes = distinct(l.notes)
		o.carry(l)
	}
	for _, c := range v.channels {
		if len(c.events) == 0 {
			c.events = eventNames(c.Events)
		}
	}
	return v
}

// carry takes event types along a link. What is published counts, as all of it is
// delivered; a consumer may decode a type of its own from it, or some types only.
func (o *overviewer) carry(l *link) {
	l.events = distinct(l.events)
	switch l.kind {
	case publish:
		to := o.channels[l.to]
		to.events = distinct(append(to.events, l.events...))
		l.uncertain = to.uncertain()
	case route:
		from, to := o.channels[l.from], o.channels[l.to]
		l.events = from.events
		to.events = distinct(append(to.events, l.events...))
		l.uncertain = from.uncertain() || to.uncertain()
	case consume:
		from := o.channels[l.from]
		if len(from.events) > 0 {
			l.events = from.events
		} else if len(l.events) == 0 {
			l.events = eventNames(from.Events)
		}
		l.uncertain = from.uncertain()
	}
}

// noteGroups notes consumer groups where they tell who gets a message: on channels
// with several consumers, and if they are not just the service's name.
func noteGroups(links []*link) {
	consumers := map[string]int{}
	for _, l := range links {
		if l.kind == consume {
			consumers[l.from] += max(1, len(distinct(l.groups)))
		}
	}
	for _, l := range links {
		if l.kind != consume || consumers[l.from] < 2 {
			continue
		}
		for _, g := range l.groups {
			if g != l.to {
				l.notes = append(l.notes, "group "+g)
			}
		}
	}
}

// servicesOf lists the services at the ends of links with their roles.
func servicesOf(links []*link) []service {
	publishes, consumes := map[string]bool{}, map[string]bool{}
	all := map[string]bool{}
	for _, l := range links {
		switch l.kind {
		case publish:
			publishes[l.from], all[l.from] = true, true
		case consume:
			consumes[l.to], all[l.to] = true, true
		}
	}
	var services []service
	for _, id := range slices.Sorted(maps.Keys(all)) {
		r := processor
		if !consumes[id] {
			r = publisher
		} else if !publishes[id] {
			r = consumer
		}
		services = append(services, service{id, r})
	}
	return services
}

// distinct returns the sorted elements of list without repetition.
func distinct(list []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}
