package graph

import (
	"slices"
	"strings"
)

// flows finds the flows between all that was added, by the brokers' own rules. What
// these go by is read back from the document.
func (u *Union) flows() []Flow {
	channels := make([]*channel, len(u.out.Channels)) // only their ids matter
	for i, c := range u.out.Channels {
		channels[i] = &channel{id: c.ID}
	}
	facts := Facts{Declarations: u.declarations(), Bindings: u.bindings()}
	streams := streamSubjects(facts.Declarations)
	var all []*endpoint
	for i := range u.out.Endpoints {
		e := &u.out.Endpoints[i]
		n := u.channels[e.Channel]
		fact := u.fact(e, &u.out.Channels[n])
		names := []Name{fact.Channel}
		if u.out.Channels[n].Kind == Stream && e.Direction == Consume && len(streams[fact.Channel.Text]) > 0 {
			names = streams[fact.Channel.Text] // another repository says what is in it
		}
		for _, name := range names {
			fact.Channel = name
			all = append(all, &endpoint{EndpointFact: fact, id: e.ID, channel: channels[n]})
		}
	}
	return flows(facts, all)
}

// fact is what routing needs to know of an endpoint.
func (u *Union) fact(e *Endpoint, c *Channel) EndpointFact {
	known := Resolution("")
	if c.Resolution == Exact {
		known = Exact
	}
	f := EndpointFact{
		Direction: e.Direction, Broker: e.Broker, Channel: nameOf(c), Services: e.Services, Mode: e.Mode,
		Exchange: Name{e.Exchange, known}, RoutingKey: Name{e.RoutingKey, known},
		Stream: Name{Text: e.Settings["stream"]}, Regexp: e.Settings["regexp"] == "true",
	}
	if e.Direction == Consume && e.Broker == RabbitMQ {
		f.Channel = bound(c)
	}
	return f
}

func nameOf(c *Channel) Name {
	if c.Name == "" {
		return Name{unnamed, Unknown}
	}
	return Name{c.Name, c.Resolution}
}

// bound is the name of a channel at an end of a binding. A name that means something in
// one file only is replaced by the id, which says which file.
func bound(c *Channel) Name {
	if c.private() {
		return Name{c.ID, Exact}
	}
	return nameOf(c)
}

func (u *Union) bindings() []BindingFact {
	out := make([]BindingFact, len(u.out.Bindings))
	for i, b := range u.out.Bindings {
		source, target := &u.out.Channels[u.channels[b.Source]], &u.out.Channels[u.channels[b.Target]]
		out[i] = BindingFact{Broker: b.Broker, Source: bound(source), Key: Name{Text: b.Key}, Target: bound(target), TargetKind: target.Kind}
	}
	return out
}

// declarations are those of exchanges and streams, as far as routing depends on them.
func (u *Union) declarations() []Declaration {
	var out []Declaration
	for i := range u.out.Channels {
		c := &u.out.Channels[i]
		d := Declaration{Broker: c.Broker, Kind: c.Kind, Name: nameOf(c), Type: c.Settings["type"]}
		switch {
		case len(c.Declared) == 0 && d.Type == "":
			continue
		case c.Broker == RabbitMQ && c.Kind == Exchange:
		case c.Broker == NATS && c.Kind == Stream:
			for subject := range strings.SplitSeq(c.Settings["subjects"], ",") {
				if subject != "" {
					d.Subjects = append(d.Subjects, Name{Text: subject})
				}
			}
		case c.Broker == NATS && c.Kind == Bucket && !strings.HasPrefix(c.Name, "$KV."):
		default:
			continue
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Declaration) int { return compareNames(a.Name, b.Name) })
	return out
}
