package graph

import "slices"

// rabbitMQ delivers through exchanges and their bindings to queues.
type rabbitMQ struct {
	exchanges *trie[*exchange]
	byName    map[string]*exchange
	queues    *trie[*endpoint]
	// own are the consumers of queues without a name to share.
	own map[ownQueue][]*endpoint
}

// ownQueue is what a queue is called in a service's code.
type ownQueue struct{ name, service string }

// exchange is an exchange with what is bound to it.
type exchange struct {
	bindings []*BindingFact
	keys     *trie[*BindingFact] // nil if the key plays no part
	topic    bool
}

// everyBinding marks the exchange types that deliver without regard to the key:
// to all bindings, or to what of them headers or a hash choose.
var everyBinding *dialect

// exchangeTypes are the types of exchanges and how they compare keys.
var exchangeTypes = map[string]*dialect{
	"direct":            &dottedNames,
	"topic":             &amqpTopics,
	"fanout":            everyBinding,
	"headers":           everyBinding,
	"x-jms-topic":       &amqpTopics,
	"x-consistent-hash": everyBinding,
	"x-modulus-hash":    everyBinding,
	"x-random":          everyBinding,
	"x-recent-history":  everyBinding,
}

// predeclared are the exchanges that every broker has.
var predeclared = map[string]string{
	"amq.direct":         "direct",
	"amq.topic":          "topic",
	"amq.fanout":         "fanout",
	"amq.headers":        "headers",
	"amq.match":          "headers",
	"amq.rabbitmq.trace": "topic",
}

func newRabbitMQ(facts Facts, consumers []*endpoint) router { return newExchanges(facts, consumers) }

func newExchanges(facts Facts, consumers []*endpoint) *rabbitMQ {
	r := &rabbitMQ{
		exchanges: newTrie[*exchange](dottedNames),
		byName:    map[string]*exchange{},
		queues:    newTrie[*endpoint](dottedNames),
		own:       map[ownQueue][]*endpoint{},
	}
	for _, c := range consumers {
		if !c.Channel.private() {
			r.queues.add(c.Channel, c)
			continue
		}
		for _, s := range c.Services {
			key := ownQueue{c.Channel.Text, s}
			r.own[key] = append(r.own[key], c)
		}
	}
	for i, b := range facts.Bindings {
		if b.Broker == RabbitMQ {
			r.exchange(b.Source).bindings = append(r.exchange(b.Source).bindings, &facts.Bindings[i])
		}
	}
	for _, d := range facts.Declarations {
		if d.Broker == RabbitMQ && d.Kind == Exchange {
			r.exchange(d.Name)
		}
	}
	types := declaredTypes(facts.Declarations)
	for name, x := range r.byName {
		x.index(types[name], predeclared[name])
	}
	return r
}

// exchange returns the exchange with a name, which it makes if need be.
func (r *rabbitMQ) exchange(name Name) *exchange {
	x := r.byName[name.Text]
	if x == nil {
		x = &exchange{}
		r.byName[name.Text] = x
		r.exchanges.add(name, x)
	}
	return x
}

// declaredTypes returns the known type that each exchange is declared with by any
// service, the first of several by name.
func declaredTypes(declarations []Declaration) map[string]string {
	types := map[string]string{}
	for _, d := range declarations {
		if d.Broker != RabbitMQ || d.Kind != Exchange {
			continue
		}
		name := d.Name.Text
		if _, known := exchangeTypes[d.Type]; known && (types[name] == "" || d.Type < types[name]) {
			types[name] = d.Type
		}
	}
	return types
}

// index prepares the exchange for routing by the first type that is known, or
// else by what its binding keys look like.
func (x *exchange) index(types ...string) {
	keys := &dottedNames
	if slices.ContainsFunc(x.bindings, func(b *BindingFact) bool { return amqpTopics.wildcards(b.Key) }) {
		keys = &amqpTopics
	}
	if i := slices.IndexFunc(types, func(t string) bool { return t != "" }); i >= 0 {
		keys = exchangeTypes[types[i]]
	}
	if keys == everyBinding {
		return
	}
	x.topic = keys == &amqpTopics
	x.keys = newTrie[*BindingFact](*keys)
	for _, b := range x.bindings {
		x.keys.add(b.Key, b)
	}
}

// match calls yield for the bindings that a key takes.
func (x *exchange) match(key Name, yield func(*BindingFact)) {
	switch {
	case x.keys == nil:
		for _, b := range x.bindings {
			yield(b)
		}
	case key.private():
		// Whatever the key is, # takes it.
		for _, b := range x.bindings {
			if x.topic && b.Key.Text == "#" {
				yield(b)
			}
		}
	default:
		x.keys.match(key, yield)
	}
}

// bound calls yield for the queues' bindings that a message takes through an
// exchange and those that are bound to it.
func (r *rabbitMQ) bound(exchangeName, key Name, yield func(*BindingFact)) {
	seen := map[*exchange]bool{}
	var visit func(Name)
	visit = func(name Name) {
		r.exchanges.match(name, func(x *exchange) {
			if seen[x] {
				return
			}
			seen[x] = true
			x.match(key, func(b *BindingFact) {
				if b.TargetKind == Exchange {
					visit(b.Target)
				} else {
					yield(b)
				}
			})
		})
	}
	visit(exchangeName)
}

func (r *rabbitMQ) route(p *endpoint, yield func(delivery)) {
	if p.Exchange.Text == "" {
		r.queues.match(p.Channel, func(c *endpoint) { yield(delivery{c, c.Services}) })
		return
	}
	r.bound(p.Exchange, p.RoutingKey, func(b *BindingFact) { r.consumers(b, yield) })
}

// consumers calls yield for the consumers of the queue that a binding fills. A
// queue without a name to share is the one that the same service consumes, in the
// same file if it has several.
func (r *rabbitMQ) consumers(b *BindingFact, yield func(delivery)) {
	if !b.Target.private() {
		r.queues.match(b.Target, func(c *endpoint) { yield(delivery{c, c.Services}) })
		return
	}
	for _, s := range b.Services {
		queues := r.own[ownQueue{b.Target.Text, s}]
		near := slices.DeleteFunc(slices.Clone(queues), func(c *endpoint) bool {
			return !slices.ContainsFunc(c.Trace, func(f Frame) bool { return f.File == b.Position.File })
		})
		if len(near) > 0 {
			queues = near
		}
		for _, c := range queues {
			yield(delivery{c, []string{s}})
		}
	}
}

// knows says whether an exchange of this name is declared, bound or always there.
func (r *rabbitMQ) knows(exchange string) bool {
	return r.byName[exchange] != nil || predeclared[exchange] != ""
}

// splitExchange divides X/K at the slash that leaves a known exchange, or else at
// the first one. A name without a slash is an exchange if it is a known one.
func splitExchange(n Name, known func(string) bool) (exchange, key Name, ok bool) {
	first, depth := -1, 0
	for i := range len(n.Text) {
		switch n.Text[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '/':
			if depth == 0 && (first < 0 || known(n.Text[:i])) {
				first = i
			}
		}
	}
	if first < 0 {
		return n, Name{}, known(n.Text)
	}
	return Name{Text: n.Text[:first]}, Name{Text: n.Text[first+1:]}, true
}
