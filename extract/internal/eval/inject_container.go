package eval

import (
	"go/types"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// provider is a constructor or a value, with what was said about its parameters
// and results.
type provider struct {
	target  Value // a function, a value in an interface, or a pointer to fill
	isValue bool  // the target is what is provided, even if it is a function
	args    []Set // what the function is given, if the container does not find it
	name    string
	group   string
	params  []reflect.StructTag
	results []reflect.StructTag
	as      [][]types.Type // for each annotation, what stands for each result
	all     bool           // what is in as stands for every result
	from    []types.Type   // for parameters, what is looked for in their place
	hooks   []hook
	anew    bool  // each use has its own
	alias   *slot // it has what another one has

	id      string
	home    *Object // the container or module that it was told to
	outputs []output
}

// output is one value that a provider has for a container.
type output struct {
	slot
	result  int
	path    string     // of a field of a struct of results
	typ     types.Type // of the result or field
	flatten bool       // it is a slice of members of its group
}

// Cells of a container.
const (
	parentCell    = ".$parent"
	lifecycleCell = ".$lifecycle"
	providing     = ".$provider"
	decorating    = ".$decorator"
	madeCell      = ".$made"
)

// providerOf is what a value that was given to a container provides: a
// constructor, an annotated one, or a value.
func providerOf(v Value) *provider {
	if p, ok := holding(v).(*provider); ok {
		c := *p
		return &c
	}
	return &provider{target: v}
}

func (p *provider) fn() *Func {
	if f, ok := unwrap(p.target).(*Func); ok && !p.isValue && f.fn != nil {
		return f
	}
	return nil
}

// tell registers a provider or decorator with a container, for a module of it.
func (m *machine) tell(kind string, container, home *Object, p *provider) {
	p.home = home
	p.describe(m)
	if len(p.outputs) == 0 {
		return
	}
	h := m.held(kind, p)
	if p.target != nil {
		h.id += m.setID(one(p.target))
	}
	if p.alias != nil {
		h.id += p.alias.String()
	}
	for _, o := range p.outputs {
		h.id += ";" + o.String() + strconv.Itoa(o.result) + o.path
	}
	for _, t := range append(p.params, p.results...) {
		h.id += ";" + string(t)
	}
	h.id += "@" + strconv.Itoa(home.id)
	p.id = strconv.Itoa(m.vid(h.key()))
	m.set(container, m.number(kind, h), one(h))
}

// describe works out what a provider has.
func (p *provider) describe(m *machine) {
	p.outputs = nil
	if p.alias != nil {
		p.describeResult(m, 0, p.alias.typ)
		return
	}
	if f := p.fn(); f != nil {
		results := f.fn.Signature.Results()
		for i := range results.Len() {
			p.describeResult(m, i, results.At(i).Type())
		}
		return
	}
	if i, ok := p.target.(Iface); ok && (p.isValue || !isFunc(i.typ)) {
		p.describeResult(m, 0, i.typ)
	}
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func (p *provider) describeResult(m *machine, i int, t types.Type) {
	if isErrorType(t) {
		return
	}
	if isResults(t) {
		for _, f := range structFields(m, t, "") {
			p.outputs = append(p.outputs, output{slot: f.slot, result: i, path: f.path, typ: f.typ, flatten: f.flatten})
		}
		return
	}
	tag := fieldTag{name: p.name}
	tag.group, tag.flatten = cutFlag(p.group, "flatten")
	if i < len(p.results) {
		tag = parseTag(p.results[i])
	}
	for _, as := range p.standsFor(i, t) {
		o := output{slot: slot{m.canon(as), tag.name, tag.group}, result: i, typ: t, flatten: tag.flatten}
		if tag.flatten {
			o.slot.typ = m.canon(elemType(as))
		}
		p.outputs = append(p.outputs, o)
	}
}

// standsFor are the types that a result is known by: its own, unless other ones
// stand for it.
func (p *provider) standsFor(i int, t types.Type) []types.Type {
	var out []types.Type
	for _, as := range p.as {
		if p.all {
			out = append(out, known(as)...)
			continue
		}
		switch {
		case i >= len(as):
		case as[i] == nil:
			out = append(out, t)
		default:
			out = append(out, as[i])
		}
	}
	if len(out) == 0 {
		return []types.Type{t}
	}
	return out
}

func known(ts []types.Type) []types.Type {
	return slices.DeleteFunc(slices.Clone(ts), func(t types.Type) bool { return t == nil })
}

// told are the providers or decorators of a container that have a slot, in order.
func told(kind string, o *Object, s slot) []*provider {
	var out []*provider
	for _, v := range heldIn(kind, o, func(v any) bool { p, ok := v.(*provider); return ok && p.fills(s) }) {
		out = append(out, v.(*provider))
	}
	return out
}

func (p *provider) fills(s slot) bool {
	return slices.ContainsFunc(p.outputs, func(o output) bool { return o.slot == s })
}

// heldIn is what an object was told of one kind, in order.
func heldIn(kind string, o *Object, want func(any) bool) []any {
	var paths []string
	for path, s := range o.cells {
		if strings.HasPrefix(path, kind+"[") && want(holding(s.single())) {
			paths = append(paths, path)
		}
	}
	sort.Slice(paths, func(i, j int) bool { return pathLess(paths[i], paths[j]) })
	out := make([]any, len(paths))
	for i, path := range paths {
		out[i] = holding(o.cells[path].single())
	}
	return out
}

func parentOf(o *Object) *Object {
	if r, ok := o.cells[parentCell].single().(Ref); ok {
		return r.obj
	}
	return nil
}

// child makes a module or scope of a container.
func (c *apiCall) child(of *Object, name string, t types.Type) *Object {
	o := c.a.m.object(c.a, vkey{c.at, "scope " + name + strconv.Itoa(of.id)}, t)
	o.lib = true
	c.a.m.set(o, parentCell, one(Ref{of, ""}))
	return o
}

// value is what a module of a container gets for a slot: what decorates it in the
// module or around it, else what the nearest providers have.
func (in *injection) value(home *Object, s slot) (Set, bool) {
	for _, kind := range []string{decorating, providing} {
		for o := home; o != nil; o = parentOf(o) {
			var found Set
			for _, p := range told(kind, o, s) {
				found = found.union(in.has(p, s))
			}
			if len(found.vals) > 0 {
				return found, true
			}
		}
	}
	return Set{}, false
}

// has is what a provider has for a slot, which makes it run.
func (in *injection) has(p *provider, s slot) Set {
	var found Set
	for _, o := range p.outputs {
		if o.slot == s && !in.busy[p.id] {
			found = found.union(in.take(p, o))
		}
	}
	return found
}

// members are the values of a group, in the order of their providers.
func (in *injection) members(home *Object, s slot, made bool) []Set {
	var out []Set
	for o := home; o != nil; o = parentOf(o) {
		for _, p := range told(providing, o, s) {
			if in.busy[p.id] || made && len(p.home.cells[madeCell+p.id].vals) == 0 {
				continue
			}
			for _, o := range p.outputs {
				if o.slot != s {
					continue
				}
				if o.flatten {
					out = append(out, in.a.elementsOf(in.take(p, o))...)
				} else {
					out = append(out, in.take(p, o))
				}
			}
		}
	}
	return out
}

// take is one output of a provider, as the type that it is known by.
func (in *injection) take(p *provider, o output) Set {
	results := in.run(p)
	if o.result >= len(results) {
		return Set{}
	}
	s := results[o.result]
	if o.path != "" {
		s = in.a.part(s, o.path, o.typ)
	}
	s = s.plain()
	if types.IsInterface(o.slot.typ) && !o.flatten {
		s = in.a.m.wrap(s, o.typ)
	}
	return s
}

// run gives what a provider makes. A constructor runs once for each container.
func (in *injection) run(p *provider) []Set {
	if in.busy[p.id] {
		return nil
	}
	in.busy[p.id] = true
	defer delete(in.busy, p.id)
	f := p.fn()
	switch {
	case p.alias != nil:
		s, _ := in.value(p.home, *p.alias)
		return []Set{s}
	case f == nil:
		return []Set{one(unwrap(p.target))}
	}
	m, cell := in.a.m, madeCell+p.id
	n := f.fn.Signature.Results().Len()
	results := make([]Set, n)
	if len(p.home.cells[cell].vals) > 0 && !p.anew {
		for i := range results {
			results[i] = p.home.cells[cell+"/"+strconv.Itoa(i)]
		}
		return results
	}
	copy(results, in.call(p.id, f, in.arguments(p), origin{}))
	m.set(p.home, cell, one(constBool(true)))
	for i, s := range results {
		m.set(p.home, cell+"/"+strconv.Itoa(i), strip(s))
	}
	in.addHooks(p, results)
	return results
}

// invoke runs a function with what it asks for.
func (in *injection) invoke(home *Object, p *provider, from origin) {
	f := p.fn()
	if f == nil {
		return
	}
	p.home = home
	p.id = "invoke" + in.a.m.setID(one(f))
	in.addHooks(p, in.call(p.id, f, in.arguments(p), from))
}
