package eval

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/graph"
)

// trigger is what sets off a callback from outside: a route, method, schedule or
// command, as far as it has a name.
type trigger struct {
	kind string
	name string
	fn   *ssa.Function // that runs
	at   frame         // where it is registered
	on   *activation
	from origin // of the function that is registered
	run  *callback
}

// triggerKinds are the integrations by the cause that a model gives.
var triggerKinds = map[string]string{"http": graph.HTTPServer, "grpc": graph.GRPCServer, "cron": graph.Cron, "cli": graph.Command}

// maxTriggers bounds the triggers of a program.
const maxTriggers = 2000

// triggeredBy notes what sets a callback off.
func (m *machine) triggeredBy(cb *callback, t trigger) {
	if cb == nil || t.kind == "" || t.name == "" || len(m.triggers) >= maxTriggers {
		return
	}
	f := m.wrappedHandler(cb.fn)
	t.run, t.fn = cb, m.behind(f.fn, f.free)
	m.triggers = append(m.triggers, &t)
}

// registers notes the names under which a call registers a callback.
func (a *activation) registers(c *apiCall, cb *callback, cause string, names []*Text, from origin) {
	for _, name := range names[:min(len(names), maxAlternativeUses)] {
		a.m.triggeredBy(cb, trigger{kind: triggerKinds[cause], name: name.name().Text, at: frame{a.fn, c.at.Pos()}, on: a, from: from})
	}
}

// wrappedHandler is the function that middleware goes on to: one that captured a single
// function of its own kind wraps it.
func (m *machine) wrappedHandler(f *Func) *Func {
	for range 8 {
		var inner *Func
		for _, s := range f.free {
			for _, v := range held(s).vals {
				g := m.handlerIn(v)
				if g == nil || !types.Identical(signatureOf(g.fn), signatureOf(f.fn)) {
					continue
				}
				if inner != nil && inner.fn != g.fn {
					return f
				}
				inner = g
			}
		}
		if inner == nil {
			return f
		}
		f = inner
	}
	return f
}

// held is what captured variables hold.
func held(s Set) Set {
	var out Set
	for _, v := range s.vals {
		if r, ok := v.(Ref); ok && len(r.obj.cells[r.path].vals) > 0 {
			out = out.union(r.obj.cells[r.path])
		} else {
			out = out.with(v)
		}
	}
	return out
}

// handlerIn is the function that a value is, or the method of an http.Handler.
func (m *machine) handlerIn(v Value) *Func {
	if f, ok := unwrap(v).(*Func); ok && f.fn != nil {
		return f
	}
	if i, ok := v.(Iface); ok {
		if fn := m.methodNamed(i.typ, "ServeHTTP"); fn != nil {
			return &Func{fn: fn, id: "method"}
		}
	}
	return nil
}

// signatureOf is a function's without its receiver.
func signatureOf(fn *ssa.Function) *types.Signature {
	s := fn.Signature
	return types.NewSignatureType(nil, nil, nil, s.Params(), s.Results(), s.Variadic())
}

// servesMethod says whether a method of a gRPC service's implementation is one of the
// service: by its form, and not left as generated code has it.
func (m *machine) servesMethod(fn *ssa.Function) bool {
	fn = m.behind(fn, nil)
	params, results := fn.Signature.Params(), fn.Signature.Results()
	if m.prog.generated(fn) || params.Len() == 0 || params.Len() > 2 || results.Len() == 0 || !isErrorType(results.At(results.Len()-1).Type()) {
		return false
	}
	if results.Len() == 2 {
		return params.Len() == 2 && isContext(params.At(0).Type())
	}
	return results.Len() == 1 && types.IsInterface(params.At(params.Len()-1).Type())
}

// integrations are what sets the program off, and what it calls; stores and uses have
// their indexes.
func (m *machine) integrations(r *Result, endpoints map[*endpoint][]int, uses usesOf) {
	for _, t := range m.triggers {
		f := graph.IntegrationFact{Kind: t.kind, Name: t.name, Position: m.at(m.registeredAt(t)), Function: functionName(t.fn)}
		if act := t.run.act; act != nil {
			f.Publish, f.Stores, f.Calls = endpointsOf(act.pubs, endpoints), uses.stores(act.uses), uses.calls(act.uses)
		}
		r.Integrations = append(r.Integrations, f)
	}
}

// registeredAt is where own code decides on what is registered, else where the function is.
func (m *machine) registeredAt(t *trigger) token.Pos {
	if t.on != nil {
		for _, trace := range m.decidedBy(t.on, t.from) {
			if i := m.firstOwn(trace); i >= 0 {
				return trace[i].pos
			}
		}
	}
	if t.at.fn != nil && m.prog.own(t.at.fn) && !m.prog.generated(t.at.fn) {
		return t.at.pos
	}
	return t.fn.Pos()
}

func endpointsOf(pubs []*endpoint, index map[*endpoint][]int) []int {
	var out []int
	for _, p := range pubs {
		out = append(out, index[p]...)
	}
	sort.Ints(out)
	return slices.Compact(out)
}

// usesOf are the indexes of uses in a result's stores and integrations.
type usesOf map[*use]int

// uses adds what the program's own code uses to a result.
func (m *machine) uses(r *Result) usesOf {
	var list []*use
	for _, u := range m.found.uses {
		if u.fn != nil {
			list = append(list, u)
		}
	}
	slices.SortFunc(list, m.compareUses)
	index := usesOf{}
	best := map[use]*use{} // of one call, that of the handle of which most is known
	for _, u := range list {
		if have := best[u.anyStore()]; have == nil || u.known() > have.known() {
			best[u.anyStore()] = u
		}
	}
	for _, u := range list {
		if same := best[u.anyStore()]; u.known() < same.known() {
			defer func() { index[u] = index[same] }()
			continue
		}
		if u.op == "" {
			index[u] = len(r.Integrations)
			r.Integrations = append(r.Integrations, graph.IntegrationFact{Kind: u.kind, Name: u.name, Position: m.at(u.pos), Function: functionName(u.fn)})
			continue
		}
		index[u] = len(r.Stores)
		r.Stores = append(r.Stores, graph.StoreFact{
			Kind: u.kind, Client: u.client, Name: u.name, Object: u.object, Operation: u.op, Transaction: u.tx,
			Function: functionName(u.fn), Position: m.at(u.pos),
		})
	}
	return index
}

// anyStore is a use with nothing that says which store it is.
func (u *use) anyStore() use {
	v := *u
	v.kind, v.name, v.client, v.tx = "", "", "", false
	return v
}

// known says how much is known of a store.
func (u *use) known() int {
	switch {
	case u.op == "" || u.name != "":
		return 2
	case u.kind != "sql":
		return 1
	}
	return 0
}

func (m *machine) compareUses(a, b *use) int {
	tx := func(u *use) string { return strconv.FormatBool(u.tx) }
	return cmp.Or(
		cmp.Compare(m.prog.position(a.pos), m.prog.position(b.pos)), cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name),
		cmp.Compare(a.op, b.op), cmp.Compare(a.object, b.object), cmp.Compare(a.client, b.client), cmp.Compare(tx(a), tx(b)),
		cmp.Compare(functionName(a.fn), functionName(b.fn)),
	)
}

func (uses usesOf) stores(of []*use) []int {
	return uses.indexes(of, func(u *use) bool { return u.op != "" })
}

func (uses usesOf) calls(of []*use) []int {
	return uses.indexes(of, func(u *use) bool { return u.op == "" })
}

func (uses usesOf) indexes(of []*use, kind func(*use) bool) []int {
	var out []int
	for _, u := range of {
		if i, ok := uses[u]; ok && kind(u) {
			out = append(out, i)
		}
	}
	sort.Ints(out)
	return slices.Compact(out)
}
