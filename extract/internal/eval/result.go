package eval

import (
	"go/token"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/graph"
)

// Result is what one evaluation found. Its services are empty: the caller knows
// which one ran.
type Result struct {
	Endpoints    []graph.EndpointFact
	Declarations []graph.Declaration
	Bindings     []graph.BindingFact
	Stores       []graph.StoreFact
	Integrations []graph.IntegrationFact
	// Commands are the names of the program's sub-commands that were found.
	Commands []string
	Stats    Stats
}

func (m *machine) result() *Result {
	r := &Result{Commands: m.commands, Stats: m.stats}
	var list []consumer
	for _, f := range m.found.list {
		if f.ep.sub == nil {
			list = append(list, m.publishers(f)...)
		} else {
			list = append(list, m.consumers(f)...)
		}
	}
	list = m.withoutWrappers(m.ownOnly(list))
	sort.SliceStable(list, func(i, j int) bool { return m.traceKey(list[i].found) < m.traceKey(list[j].found) })
	index := map[*endpoint][]int{}
	for _, c := range list {
		index[c.ep] = append(index[c.ep], len(r.Endpoints))
		r.Endpoints = append(r.Endpoints, m.fact(c))
	}
	uses := m.uses(r)
	for i, c := range list {
		m.react(&r.Endpoints[i], c, index, uses)
	}
	m.integrations(r, index, uses)
	m.evidence(r, list, uses)
	for _, d := range m.found.declared {
		d.Declaration.Position = m.at(d.pos)
		r.Declarations = append(r.Declarations, d.Declaration)
	}
	for _, b := range m.found.bound {
		b.BindingFact.Position = m.at(b.pos)
		r.Bindings = append(r.Bindings, b.BindingFact)
	}
	return r
}

// publishers finds the business call of a publishing endpoint that a framework
// closed in code of its own: the one that gave it the channel.
func (m *machine) publishers(f found) []consumer {
	if m.firstOwn(f.trace) >= 0 {
		return []consumer{{f, -1}}
	}
	var out []consumer
	for _, t := range m.givenBy(f) {
		out = append(out, consumer{found{f.ep, t}, -1})
	}
	return out
}

// ownOnly leaves out what no code of the user decides on, and calls of frameworks
// above the first of the user's own.
func (m *machine) ownOnly(list []consumer) []consumer {
	var out []consumer
	for _, c := range list {
		i := m.firstOwn(c.trace)
		if i < 0 {
			m.bound("endpoint of a dependency alone")
			continue
		}
		c.trace = c.trace[i:]
		out = append(out, c)
	}
	return out
}

// firstOwn is the index of the first frame in the user's own code, -1 if there is
// none.
func (m *machine) firstOwn(trace []frame) int {
	for i, f := range trace {
		if m.prog.own(f.fn) {
			return i
		}
	}
	return -1
}

// withoutWrappers leaves out consumers that seem to be handled by the wrapper that
// receives, when the same consumer was seen to go on to a handler.
func (m *machine) withoutWrappers(list []consumer) []consumer {
	key := func(c consumer) string {
		return c.ep.channel.id + "|" + m.prog.position(c.trace[0].pos) + "|" + m.prog.position(c.trace[len(c.trace)-1].pos)
	}
	handled := map[string]bool{}
	for _, c := range list {
		if c.ep.sub != nil && !m.isWrapping(c) {
			handled[key(c)] = true
		}
	}
	var out []consumer
	for _, c := range list {
		if c.ep.sub == nil || !handled[key(c)] || !m.isWrapping(c) {
			out = append(out, c)
		}
	}
	return out
}

// isWrapping says whether no code beyond the receiving wrapper was seen to handle a
// consumer's messages.
func (m *machine) isWrapping(c consumer) bool {
	h := m.handler(c)
	return wraps(c.trace, h) || !m.prog.own(h)
}

func (m *machine) traceKey(f found) string {
	key := ""
	for _, fr := range f.trace {
		key += m.prog.position(fr.pos) + "/"
	}
	return key + f.ep.id()
}

func (m *machine) at(pos token.Pos) graph.Position {
	file, line := m.prog.fileLine(pos)
	at := graph.Position{File: file, Line: line}
	column := m.prog.SSA.Fset.Position(pos).Column
	if first, ok := m.prog.Columns[at]; !ok || column < first {
		m.prog.Columns[at] = column
	}
	return at
}

func (m *machine) fact(c consumer) graph.EndpointFact {
	f, e := c.found, c.ep
	g := graph.EndpointFact{
		Direction: e.dir, Broker: e.broker, Client: e.client, Kind: e.kind,
		Channel: e.channel.name(), Regexp: e.regexp, Event: e.event, Mode: e.mode,
		Settings: e.settings, Function: functionName(f.trace[0].fn),
	}
	if e.channel.id == "" {
		g.Channel = graph.Name{}
	}
	if e.exchange != nil {
		g.Exchange, g.RoutingKey = e.exchange.name(), e.key.name()
	} else if e.key != nil {
		g.Key = e.key.name().Text
	}
	if e.group != nil {
		g.Group = e.group.name()
	}
	if e.stream != nil {
		g.Stream = e.stream.name()
	}
	for _, fr := range f.trace {
		g.Trace = append(g.Trace, m.frame(fr))
	}
	if e.sub != nil {
		m.consumerFact(&g, c)
	}
	g.Provenance, g.Alternatives = m.provenance(c), m.alternatives(c)
	m.annotate(&g, f.trace)
	return g
}

func (m *machine) frame(f frame) graph.Frame {
	at := m.at(f.pos)
	return graph.Frame{File: at.File, Line: at.Line, Function: functionName(f.fn)}
}

// consumerFact adds what became of the messages: who handles them, and as what
// they are decoded.
func (m *machine) consumerFact(g *graph.EndpointFact, c consumer) {
	for _, f := range c.ep.sub.received {
		fr := m.frame(f)
		if fr != g.Trace[len(g.Trace)-1] {
			g.Trace = append(g.Trace, fr)
		}
	}
	if h := m.handler(c); h != nil {
		g.Handler = functionName(h)
	}
	if d := c.decodedAs(); d != nil {
		g.Event = m.event(d.typ, d.encoding)
	}
}

// react adds what the handler of a consumer does.
func (m *machine) react(g *graph.EndpointFact, c consumer, index map[*endpoint][]int, uses usesOf) {
	if c.ep.sub == nil {
		return
	}
	var pubs, othersPubs []*endpoint
	var used, othersUses []*use
	for _, r := range c.ep.sub.pubs {
		if !fits(r.under, c.ep.channel) { // on the branch of another channel
			othersPubs, othersUses = append(othersPubs, r.pubs...), append(othersUses, r.uses...)
		}
	}
	for _, r := range c.ep.sub.pubs {
		switch {
		case !fits(r.under, c.ep.channel) || !c.ep.sub.inChain(r.step, c.root):
		case len(r.under) > 0:
			pubs, used = append(pubs, r.pubs...), append(used, r.uses...)
		default: // the code around the branches does what they all do
			pubs, used = appendOthers(pubs, r.pubs, othersPubs), appendOthers(used, r.uses, othersUses)
		}
	}
	g.Reactions, g.Stores, g.Calls = endpointsOf(pubs, index), uses.stores(used), uses.calls(used)
}

// appendOthers adds what is not in a list that is left out.
func appendOthers[T comparable](to, from, without []T) []T {
	for _, e := range from {
		if !slices.Contains(without, e) {
			to = append(to, e)
		}
	}
	return to
}

// functionName is a function as go/types prints it, with the package's path;
// literals as their enclosing function with $1.
func functionName(fn *ssa.Function) string {
	if p := fn.Parent(); p != nil {
		if isRangeBody(fn) {
			return functionName(p)
		}
		return functionName(p) + "$" + strconv.Itoa(literalNumber(fn))
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if obj := fn.Object(); obj != nil && fn.Signature.Recv() != nil {
		name := fn.String()
		if strings.HasPrefix(name, "(*") {
			recv, method, _ := strings.Cut(name[2:], ").")
			if i := strings.LastIndexByte(cutTypeArgs(recv), '.'); i >= 0 {
				return recv[:i] + ".(*" + recv[i+1:] + ")." + method
			}
		}
		if strings.HasPrefix(name, "(") {
			recv, method, _ := strings.Cut(name[1:], ").")
			return recv + "." + method
		}
		return name
	}
	name, _, _ := strings.Cut(fn.String(), "#") // init functions are numbered
	return name
}

// literalNumber counts the function literals of the enclosing function up to this
// one. Those in the body of a range over a function are the enclosing function's.
func literalNumber(fn *ssa.Function) int {
	in := fn.Parent()
	for isRangeBody(in) {
		in = in.Parent()
	}
	n := 0
	countLiterals(in, fn, &n)
	return n
}

func countLiterals(in, upTo *ssa.Function, n *int) (done bool) {
	for _, f := range in.AnonFuncs {
		if isRangeBody(f) {
			done = countLiterals(f, upTo, n)
		} else {
			*n++
			done = f == upTo
		}
		if done {
			return true
		}
	}
	return false
}

func cutTypeArgs(s string) string {
	s, _, _ = strings.Cut(s, "[")
	return s
}
