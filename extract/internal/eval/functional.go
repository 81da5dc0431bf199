package eval

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// Functions over collections: of lo, slices and maps. What they are given is
// called for one element after the other, so that the parts of one element stay
// together.

// pair is an element: an entry of a map, or of a slice with its index.
type pair struct{ key, val Set }

func (e pair) valueFirst() []Set { return []Set{e.val, e.key} }
func (e pair) keyFirst() []Set   { return []Set{e.key, e.val} }
func (e pair) keyOnly() []Set    { return []Set{e.key} }
func (e pair) valueOnly() []Set  { return []Set{e.val} }

func functionalIntrinsics() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{
		"slices.Values":     toSequence(pair.valueOnly),
		"slices.All":        toSequence(pair.keyFirst),
		"slices.Backward":   backward,
		"slices.Collect":    listed(pair.valueOnly),
		"slices.Sorted":     ordered(sorted),
		"slices.SortedFunc": ordered(anyOrder),
		"slices.Concat":     flatten,
		"slices.Compact":    sameArg(0),
		"slices.Clip":       sameArg(0),
		"slices.Grow":       sameArg(0),
		"maps.Keys":         toSequence(pair.keyOnly),
		"maps.Values":       toSequence(pair.valueOnly),
		"maps.All":          toSequence(pair.keyFirst),

		"golang.org/x/exp/maps.Keys":   listed(pair.keyOnly),
		"golang.org/x/exp/maps.Values": listed(pair.valueOnly),
	}
	for _, path := range []string{"github.com/samber/lo.", "github.com/samber/lo/parallel."} {
		for name, f := range loTable {
			all[path+name] = f
		}
	}
	return all
}

var loTable = map[string]func(*apiCall) []Set{
	"ForEach":         each(pair.valueFirst, func(*gathered, pair, []Set) {}),
	"Map":             each(pair.valueFirst, func(g *gathered, _ pair, r []Set) { g.add(r[0]) }),
	"UniqMap":         each(pair.valueFirst, func(g *gathered, _ pair, r []Set) { g.add(r[0]) }),
	"Filter":          each(pair.valueFirst, func(g *gathered, e pair, r []Set) { g.addIf(r[0], e.val) }),
	"Reject":          each(pair.valueFirst, func(g *gathered, e pair, r []Set) { g.addUnless(r[0], e.val) }),
	"FilterMap":       each(pair.valueFirst, func(g *gathered, _ pair, r []Set) { g.addIf(r[1], r[0]) }),
	"FlatMap":         each(pair.valueFirst, func(g *gathered, _ pair, r []Set) { g.addAll(r[0]) }),
	"KeyBy":           each(pair.valueFirst, func(g *gathered, e pair, r []Set) { g.put(r[0], e.val) }),
	"Associate":       each(pair.valueFirst, func(g *gathered, _ pair, r []Set) { g.put(r[0], r[1]) }),
	"SliceToMap":      each(pair.valueFirst, func(g *gathered, _ pair, r []Set) { g.put(r[0], r[1]) }),
	"MapValues":       each(pair.valueFirst, func(g *gathered, e pair, r []Set) { g.put(e.key, r[0]) }),
	"MapKeys":         each(pair.valueFirst, func(g *gathered, e pair, r []Set) { g.put(r[0], e.val) }),
	"MapEntries":      each(pair.keyFirst, func(g *gathered, _ pair, r []Set) { g.put(r[0], r[1]) }),
	"MapToSlice":      each(pair.keyFirst, func(g *gathered, _ pair, r []Set) { g.add(r[0]) }),
	"PickBy":          each(pair.keyFirst, func(g *gathered, e pair, r []Set) { g.putIf(r[0], e) }),
	"Find":            each(pair.valueFirst, func(g *gathered, e pair, r []Set) { g.first(r[0], e.val) }),
	"Uniq":            sameArg(0),
	"Reverse":         reverseInto,
	"Must":            sameArg(0),
	"Must1":           sameArg(0),
	"Flatten":         flatten,
	"Keys":            listed(pair.keyOnly),
	"Values":          listed(pair.valueOnly),
	"ToPtr":           pointTo,
	"FromPtr":         pointed,
	"Ternary":         ternary,
	"Coalesce":        coalesce,
	"CoalesceOrEmpty": coalesce,
}

// pairs are the elements of slices and maps, and what iterators bring.
func (c *apiCall) pairs(i int) []pair {
	var out []pair
	for _, v := range c.args[i].vals {
		s := c.args[i]
		s.vals = []Value{v}
		switch u := unwrap(v).(type) {
		case Nil:
		case *Held:
			if seq, ok := u.of.(sequence); ok {
				out = append(out, seq...)
			}
		case *Func:
			out = append(out, c.brought(u, s.origin)...)
		case Ref:
			keys, vals := c.a.m.entries(u.obj, elemType(u.obj.typ))
			for i, key := range keys {
				out = append(out, pair{strip(key).from(origin{content: s.any()}), strip(vals[i]).from(origin{content: s.any()})})
			}
		default:
			for i, e := range c.a.elementsOf(s) {
				out = append(out, pair{one(constInt(int64(i))), e})
			}
		}
	}
	return out
}

// brought is what an iterator of the program's own yields.
func (c *apiCall) brought(f *Func, from origin) []pair {
	y := &yield{}
	c.a.callValue(c.at, c.at, "iterate", target{fn: f.fn, free: f.free, from: from, by: f.by, args: []Set{one(c.a.m.held("yield", y))}})
	return y.got
}

// yield is the function that an iterator brings its elements to.
type yield struct{ got []pair }

func (y *yield) called(c *apiCall) {
	e := pair{val: strip(c.args[0])}
	if len(c.args) > 1 {
		e = pair{strip(c.args[0]), strip(c.args[1])}
	}
	y.got = append(y.got, e)
	c.out[0] = one(constBool(true))
}

// sequence is an iterator over known elements.
type sequence []pair

func (s sequence) called(c *apiCall) {
	for i, e := range s {
		args := e.valueOnly()
		if c.sig.Params().Len() > 0 && paramsOf(c.sig.Params().At(0).Type()) > 1 {
			args = e.keyFirst()
		}
		c.callArg(c.args[0], strconv.Itoa(i), args)
	}
}

func paramsOf(fn types.Type) int {
	if sig, ok := fn.Underlying().(*types.Signature); ok {
		return sig.Params().Len()
	}
	return 0
}

// isRangeBody says whether a function is the body of a range over an iterator: a
// part of the function around it, which the iterator calls.
func isRangeBody(fn *ssa.Function) bool {
	return fn != nil && fn.Synthetic == "range-over-func yield"
}

// toSequence makes an iterator of a collection's elements.
func toSequence(parts func(pair) []Set) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		var seq sequence
		var id []Set
		for _, e := range c.pairs(0) {
			p := parts(e)
			seq = append(seq, pair{p[0], p[len(p)-1]})
			id = append(id, p...)
		}
		return c.hold(seq, id...)
	}
}

// listed makes a slice of a collection's elements.
func listed(part func(pair) []Set) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		g := &gathered{c: c}
		for _, arg := range c.collections() {
			d := *c
			d.args = []Set{arg}
			for _, e := range d.pairs(0) {
				g.add(part(e)[0])
			}
		}
		return g.results()
	}
}

// collections are the first argument, or the elements of a variadic one.
func (c *apiCall) collections() []Set {
	if c.sig.Variadic() && c.sig.Params().Len() == 1 {
		return c.elements(0)
	}
	return c.args[:1]
}

// callArg calls what an argument is, and joins what its alternatives return. What
// it is given no caller decides: the library's call has no place in a trace.
func (c *apiCall) callArg(f Set, name string, args []Set) []Set {
	var out []Set
	for _, v := range f.vals {
		fn, ok := unwrap(v).(*Func)
		if !ok || fn.fn == nil {
			continue
		}
		args = args[:min(len(args), fn.fn.Signature.Params().Len())]
		t := target{fn: fn.fn, free: fn.free, args: args, from: f.origin, by: fn.by, dynamic: true}
		for i, r := range c.a.callValue(c.at, unseen{c.at}, name, t) {
			if i == len(out) {
				out = append(out, Set{})
			}
			out[i] = joinTexts(out[i], r)
		}
	}
	return out
}

// each calls the second argument with each element of the first.
func each(parts func(pair) []Set, do func(g *gathered, e pair, results []Set)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		g := &gathered{c: c}
		want := 0
		if sig, ok := c.sig.Params().At(1).Type().Underlying().(*types.Signature); ok {
			want = sig.Results().Len()
		}
		for i, e := range c.pairs(0) {
			if r := c.callArg(c.args[1], strconv.Itoa(i), parts(e)); len(r) == want {
				do(g, e, r)
			}
		}
		return g.results()
	}
}

// gathered is what comes of the elements.
type gathered struct {
	c     *apiCall
	list  []Set
	into  *Object // a map
	found bool
}

func (g *gathered) add(s Set) { g.list = append(g.list, s) }

func (g *gathered) addIf(cond, s Set) {
	if truth(cond) != isFalse {
		g.add(s)
	}
}

func (g *gathered) addUnless(cond, s Set) {
	if truth(cond) != isTrue {
		g.add(s)
	}
}

func (g *gathered) addAll(s Set) {
	for _, v := range s.vals {
		one := s
		one.vals = []Value{v}
		g.list = append(g.list, g.c.a.elementsOf(one)...)
	}
}

func (g *gathered) put(key, val Set) {
	if g.into == nil {
		g.into = g.c.a.m.object(g.c.a, vkey{g.c.at, "map"}, g.c.sig.Results().At(0).Type())
	}
	g.c.a.mapUpdate(one(Ref{g.into, ""}), key, val)
}

func (g *gathered) putIf(cond Set, e pair) {
	if truth(cond) != isFalse {
		g.put(e.key, e.val)
	}
}

// first keeps the first element that meets a condition, and those before that
// may.
func (g *gathered) first(cond, s Set) {
	if !g.found {
		g.addIf(cond, s)
		g.found = truth(cond) == isTrue
	}
}

// results are those of the call: the list, the map, or one of the elements.
func (g *gathered) results() []Set {
	c := g.c
	if len(c.out) == 0 {
		return c.out
	}
	t := c.sig.Results().At(0).Type()
	switch t.Underlying().(type) {
	case *types.Slice:
		o := c.a.m.object(c.a, vkey{c.at, "list"}, t)
		c.a.fill(o, 0, g.list, elemType(t))
		c.out[0] = one(Slice{o, "", 0, len(g.list)})
	case *types.Map:
		if g.into == nil {
			g.into = c.a.m.object(c.a, vkey{c.at, "map"}, t)
		}
		c.out[0] = one(Ref{g.into, ""})
	default:
		var s Set
		for _, e := range g.list {
			s = s.union(e)
		}
		if len(s.vals) > 0 {
			c.out[0] = s
		}
	}
	return c.out
}

func flatten(c *apiCall) []Set {
	g := &gathered{c: c}
	for _, e := range c.elements(0) {
		g.addAll(e)
	}
	return g.results()
}

func pointTo(c *apiCall) []Set {
	t := c.sig.Params().At(0).Type()
	o := c.a.m.object(c.a, c.at, t)
	c.a.m.storeAt(c.a, Ref{o, ""}, c.args[0], t, true)
	c.out[0] = one(Ref{o, ""})
	return c.out
}

func pointed(c *apiCall) []Set {
	c.out[0] = c.a.m.read(c.a, c.args[0], c.sig.Results().At(0).Type())
	return c.out
}

func ternary(c *apiCall) []Set {
	switch truth(c.args[0]) {
	case isTrue:
		c.out[0] = c.args[1]
	case isFalse:
		c.out[0] = c.args[2]
	default:
		c.out[0] = joinTexts(c.args[1], c.args[2])
	}
	return c.out
}

func coalesce(c *apiCall) []Set {
	if s := firstNonZero(c); s != nil {
		c.out[0] = s[0]
	}
	return c.out
}
