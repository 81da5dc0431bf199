package graph

import "strings"

// Rule is how a broker decides that a consumer gets a message.
type Rule string

// The rules.
const (
	// SameName: the consumer asks for the name that is published to.
	SameName Rule = "name"
	// DefaultExchange: the routing key is the name of the queue.
	DefaultExchange Rule = "default-exchange"
	// Bound: bindings lead from the exchange to the queue.
	Bound Rule = "binding"
	// Wildcard: a wildcard of the consumer matches the name.
	Wildcard Rule = "wildcard"
	// Expression: a regular expression of the consumer matches the name.
	Expression Rule = "regexp"
	// Open: what run time puts into one of the names can make them equal.
	Open Rule = "pattern"
)

// Route says why what is published on one channel is consumed from another.
type Route struct {
	Rule    Rule   `json:"rule"`
	Channel string `json:"channel"` // id of the publisher's
	Target  string `json:"target"`  // id of the consumer's
	// Bindings are those on the way, from the exchange to the queue.
	Bindings []Binding `json:"bindings,omitempty"`
	// Stream is the JetStream stream between the two.
	Stream string `json:"stream,omitempty"`
	// Group shares the messages: each goes to one of its members.
	Group string `json:"group,omitempty"`
}

// Routes returns the ways that a flow takes, each once.
func (d *Document) Routes(f Flow) []Route {
	r := &routes{index: newIndex(d), doc: d}
	type key struct{ channel, exchange, routing, target, group string }
	seen := map[key]bool{}
	var out []Route
	for _, from := range f.Publish {
		for _, to := range f.Consume {
			p, c := r.endpoints[from], r.endpoints[to]
			k := key{p.Channel, p.Exchange, p.RoutingKey, c.Channel, c.Group}
			if seen[k] {
				continue
			}
			seen[k] = true
			if route, ok := r.route(p, c); ok {
				out = append(out, route)
			}
		}
	}
	return out
}

// routes explains the flows of a document.
type routes struct {
	*index
	doc *Document
	// rabbit and bindings are the exchanges and their bindings, once needed.
	rabbit   *rabbitMQ
	bindings map[*BindingFact]Binding
}

// route is the way from a publisher to a consumer. It reports false if there is
// none: a flow joins services that have more endpoints than those that match.
func (r *routes) route(p, c Endpoint) (Route, bool) {
	out := Route{Channel: p.Channel, Target: c.Channel, Stream: c.Settings["stream"], Group: c.Group}
	from, to := r.nameOf(p.Channel), r.nameOf(c.Channel)
	switch {
	case p.Exchange != "":
		out.Rule, out.Bindings = Bound, r.between(p, c)
		return out, len(out.Bindings) > 0
	case from == to && p.Broker == RabbitMQ:
		out.Rule = DefaultExchange
	case from == to:
		out.Rule = SameName
	case isExpression(c, to):
		out.Rule = Expression
	case p.Broker == NATS && natsSubjects.wildcards(to), p.Broker == "other:mqtt" && mqttTopics.wildcards(to):
		out.Rule = Wildcard
	default:
		out.Rule = Open
	}
	return out, r.delivers(p, c)
}

// nameOf is the name of the channel with an id.
func (r *routes) nameOf(id string) Name {
	c := r.channels[id]
	return Name{Text: c.Name, Resolution: c.Resolution}
}

// isExpression says that the consumer asks for a regular expression.
func isExpression(c Endpoint, name Name) bool {
	if c.Settings["regexp"] == "true" || c.Broker == Kafka && strings.HasPrefix(name.Text, "^") {
		return true
	}
	_, ok := redisExpression(&endpoint{EndpointFact: EndpointFact{Channel: name}})
	return ok && c.Broker == "other:redis"
}

// delivers asks the broker's router whether the consumer gets the message.
func (r *routes) delivers(p, c Endpoint) bool {
	fact := func(e Endpoint) *endpoint {
		return &endpoint{EndpointFact: EndpointFact{Broker: e.Broker, Channel: r.nameOf(e.Channel), Regexp: e.Settings["regexp"] == "true"}}
	}
	found := false
	brokerOf(c.Broker).router(Facts{}, []*endpoint{fact(c)}).route(fact(p), func(delivery) { found = true })
	return found
}

// between returns the bindings on one way from the exchange that p publishes to
// to the queue that c consumes.
func (r *routes) between(p, c Endpoint) []Binding {
	if r.rabbit == nil {
		r.prepare()
	}
	queue := newTrie[struct{}](dottedNames)
	queue.add(r.nameOf(c.Channel), struct{}{})
	ends := func(b *BindingFact) (yes bool) {
		if r.bindings[b].Target == c.Channel {
			return true
		}
		queue.match(b.Target, func(struct{}) { yes = true })
		return yes
	}
	way := r.rabbit.way(Name{Text: p.Exchange}, Name{Text: p.RoutingKey}, ends)
	return list(way, func(b *BindingFact) Binding { return r.bindings[b] })
}

// prepare builds the exchanges from what the document says of them.
func (r *routes) prepare() {
	var facts Facts
	for _, c := range r.doc.Channels {
		if c.Kind == Exchange {
			facts.Declarations = append(facts.Declarations, Declaration{
				Broker: c.Broker, Kind: c.Kind, Name: r.nameOf(c.ID), Type: c.Settings["type"],
			})
		}
	}
	for _, b := range r.doc.Bindings {
		facts.Bindings = append(facts.Bindings, BindingFact{
			Broker: b.Broker, Source: r.nameOf(b.Source), Key: Name{Text: b.Key},
			Target: r.nameOf(b.Target), TargetKind: r.channels[b.Target].Kind,
		})
	}
	r.rabbit = newExchanges(facts, nil)
	r.bindings = map[*BindingFact]Binding{}
	for i, b := range r.doc.Bindings {
		r.bindings[&facts.Bindings[i]] = b
	}
}

// way returns the bindings that a message takes from an exchange to a queue, nil if
// it does not get there.
func (r *rabbitMQ) way(exchangeName, key Name, ends func(*BindingFact) bool) []*BindingFact {
	seen := map[*exchange]bool{}
	var visit func(Name) []*BindingFact
	visit = func(name Name) (found []*BindingFact) {
		r.exchanges.match(name, func(x *exchange) {
			if found != nil || seen[x] {
				return
			}
			seen[x] = true
			x.match(key, func(b *BindingFact) {
				switch {
				case found != nil:
				case b.TargetKind != Exchange:
					if ends(b) {
						found = []*BindingFact{b}
					}
				default:
					if rest := visit(b.Target); rest != nil {
						found = append([]*BindingFact{b}, rest...)
					}
				}
			})
		})
		return found
	}
	return visit(exchangeName)
}

// Unroutable returns the endpoints that publish to an exchange with a key that none
// of its bindings takes, where the exchange is bound and all of the keys are known.
func (d *Document) Unroutable() []Endpoint {
	r := &routes{index: newIndex(d), doc: d}
	r.prepare()
	open := map[string]bool{} // by the name of the exchange: whether a key is not known
	for _, b := range d.Bindings {
		source := r.channels[b.Source]
		open[source.Name] = open[source.Name] || hasKind(parse(Name{Text: b.Key}), hole) || hasKind(parse(Name{Text: b.Key}), reference)
	}
	anywhere := func(*BindingFact) bool { return true }
	return only(d.Endpoints, func(e Endpoint) bool {
		unknown, bound := open[e.Exchange]
		return e.Direction == Publish && e.Exchange != "" && bound && !unknown && r.channels[e.Channel].Resolution == Exact &&
			r.rabbit.way(Name{Text: e.Exchange}, Name{Text: e.RoutingKey}, anywhere) == nil
	})
}

// SubjectsOverlap reports whether two subjects of NATS, with wildcards or without,
// have a subject in common.
func SubjectsOverlap(a, b string) bool {
	x, y := strings.Split(a, natsSubjects.separator), strings.Split(b, natsSubjects.separator)
	for i := 0; ; i++ {
		switch {
		case i == len(x) || i == len(y):
			return len(x) == len(y)
		case x[i] == natsSubjects.rest || y[i] == natsSubjects.rest:
			return true
		case x[i] != y[i] && x[i] != natsSubjects.one && y[i] != natsSubjects.one:
			return false
		}
	}
}
