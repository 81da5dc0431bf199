package eval

import (
	"go/types"
	"reflect"
)

// do: services are known by the type argument of the function that provides or
// asks for them, and by a name.

// doFunctions has both versions' functions.
func doFunctions() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{}
	for _, path := range []string{"github.com/samber/do", "github.com/samber/do/v2"} {
		for name, f := range doTable {
			all[path+"."+name] = f
		}
		for _, recv := range []string{"(*" + path + ".RootScope)", "(*" + path + ".Scope)", "(" + path + ".Injector)"} {
			all[recv+".Scope"] = doScope
		}
	}
	return all
}

var doTable = map[string]func(*apiCall) []Set{
	"New":         doNew(0),
	"NewWithOpts": doNew(1),

	"Provide":               doProvide(service{value: 1}),
	"ProvideNamed":          doProvide(service{named: true, value: 2}),
	"ProvideValue":          doProvide(service{value: 1, eager: true}),
	"ProvideNamedValue":     doProvide(service{named: true, value: 2, eager: true}),
	"ProvideTransient":      doProvide(service{value: 1, anew: true}),
	"ProvideNamedTransient": doProvide(service{named: true, value: 2, anew: true}),

	"Override":               doProvide(service{value: 1, over: true}),
	"OverrideNamed":          doProvide(service{named: true, value: 2, over: true}),
	"OverrideValue":          doProvide(service{value: 1, eager: true, over: true}),
	"OverrideNamedValue":     doProvide(service{named: true, value: 2, eager: true, over: true}),
	"OverrideTransient":      doProvide(service{value: 1, anew: true, over: true}),
	"OverrideNamedTransient": doProvide(service{named: true, value: 2, anew: true, over: true}),

	"As":          doProvide(service{alias: true}),
	"MustAs":      doProvide(service{alias: true}),
	"AsNamed":     doProvide(service{alias: true, named: true, value: 2}),
	"MustAsNamed": doProvide(service{alias: true, named: true, value: 2}),

	"Lazy":           doLater(service{value: 0}),
	"LazyNamed":      doLater(service{named: true, value: 1}),
	"Eager":          doLater(service{value: 0, eager: true}),
	"EagerNamed":     doLater(service{named: true, value: 1, eager: true}),
	"Transient":      doLater(service{value: 0, anew: true}),
	"TransientNamed": doLater(service{named: true, value: 1, anew: true}),
	"Bind":           doLater(service{alias: true}),
	"BindNamed":      doLater(service{alias: true, named: true, value: 1}),
	"Package":        doPackages,

	"Invoke":           doInvoke(byType),
	"MustInvoke":       doInvoke(byType),
	"InvokeNamed":      doInvoke(byName),
	"MustInvokeNamed":  doInvoke(byName),
	"InvokeAs":         doInvoke(byMethods),
	"MustInvokeAs":     doInvoke(byMethods),
	"InvokeStruct":     doInvoke(byTags),
	"MustInvokeStruct": doInvoke(byTags),
}

// service says how a function is given a service: the argument that provides it,
// with its name in the one before. An alias provides a service under another
// type.
type service struct {
	value                    int
	named                    bool
	eager, anew, over, alias bool
}

// doPackage is a function that tells an injector of services.
type doPackage func(in *injection, injector Set)

func (p doPackage) called(c *apiCall) {
	if len(c.args) > 0 {
		p(c.injection(), c.args[0])
	}
}

// provider is a service as a call gives it.
func (s service) providers(c *apiCall) []*provider {
	name := ""
	if s.named {
		name, _ = c.args[s.value-1].exactText()
	}
	if s.alias {
		return s.aliases(c, name)
	}
	var out []*provider
	for _, v := range c.args[s.value].vals {
		p := &provider{target: v, name: name, isValue: s.eager, anew: s.anew}
		if s.eager {
			p.target = Iface{c.typeArg(0), v}
		}
		out = append(out, p)
	}
	return out
}

func (s service) aliases(c *apiCall, initial string) []*provider {
	alias := ""
	if s.named {
		alias, _ = c.args[s.value].exactText()
	}
	of := slot{typ: c.typeArg(0), name: initial}
	return []*provider{{alias: &of, name: alias, as: [][]types.Type{{c.typeArg(1)}}}}
}

// typeArg is a type argument of the called function.
func (c *apiCall) typeArg(i int) types.Type {
	if c.typ != nil && i < len(c.typ.TypeArgs()) {
		return c.a.m.canon(c.typ.TypeArgs()[i])
	}
	return types.Typ[types.Invalid]
}

func doProvide(s service) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		s.tell(c.a.m, c.args[0], s.providers(c))
		return c.out
	}
}

// doLater gives a function that tells an injector of a service.
func doLater(s service) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		ps := s.providers(c)
		id := append([]Set{one(TypeVal{c.typeArg(0)}), one(TypeVal{c.typeArg(1)})}, c.args...)
		return c.hold(doPackage(func(in *injection, injector Set) { s.tell(in.a.m, injector, ps) }), id...)
	}
}

func (s service) tell(m *machine, injector Set, ps []*provider) {
	o := m.injector(injector)
	for _, p := range ps {
		c := *p
		c.home, c.args = o, []Set{strip(injector)}
		c.describe(m)
		if s.over {
			m.forget(o, c.outputs)
		}
		m.tell(providing, o, o, &c)
	}
}

// forget takes back what provides the same.
func (m *machine) forget(o *Object, outputs []output) {
	for _, path := range sortedCells(o) {
		p, ok := holding(o.cells[path].single()).(*provider)
		if !ok {
			continue
		}
		for _, out := range outputs {
			if len(p.outputs) > 0 && p.outputs[0].slot == out.slot {
				m.set(o, path, Set{})
			}
		}
	}
}

// injector is the container that a set is; without one it is the program's.
func (m *machine) injector(s Set) *Object {
	if o := container(s); o != nil {
		return o
	}
	k := site{act: "do", at: "injector"}
	if m.objects[k] == nil {
		m.objects[k] = &Object{id: len(m.objects), typ: types.Typ[types.Invalid], lib: true}
	}
	return m.objects[k]
}

func doNew(packages int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		newContainer(c)
		c.packages(c.out[0], packages)
		return c.out
	}
}

func doScope(c *apiCall) []Set {
	o := c.child(c.a.m.injector(c.recv), c.name(0), pointee(c.sig.Results().At(0).Type()))
	c.out[0] = one(Ref{o, ""})
	c.packages(c.out[0], 1)
	return c.out
}

func (c *apiCall) name(i int) string {
	s, _ := c.args[i].exactText()
	return s
}

// packages lets the functions in a variadic argument tell a new injector.
func (c *apiCall) packages(injector Set, i int) {
	injector = c.a.m.wrap(injector, c.sig.Results().At(0).Type())
	c.injection().packages(c.values(i), injector)
}

func (in *injection) packages(packages []Value, injector Set) {
	for _, v := range packages {
		if p, ok := holding(v).(doPackage); ok {
			p(in, injector)
		} else if f, ok := unwrap(v).(*Func); ok && f.fn != nil {
			in.call("package", f, []Set{injector}, origin{})
		}
	}
}

func doPackages(c *apiCall) []Set {
	all := c.values(0)
	return c.hold(doPackage(func(in *injection, injector Set) { in.packages(all, injector) }), c.elements(0)...)
}

// doInvoke asks an injector for a service.
func doInvoke(find func(*apiCall, *injection, *Object, types.Type) (Set, bool)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		if s, ok := find(c, c.injection(), c.a.m.injector(c.args[0]), c.typeArg(0)); ok {
			c.out[0] = s
		}
		return c.out
	}
}

func byType(_ *apiCall, in *injection, o *Object, t types.Type) (Set, bool) {
	return in.value(o, slot{typ: t})
}

func byName(c *apiCall, in *injection, o *Object, t types.Type) (Set, bool) {
	return in.value(o, slot{typ: t, name: c.name(1)})
}

// byMethods finds the first service that has an interface's methods.
func byMethods(_ *apiCall, in *injection, o *Object, t types.Type) (Set, bool) {
	it, ok := t.Underlying().(*types.Interface)
	if s, found := in.value(o, slot{typ: t}); found || !ok {
		return s, found
	}
	for ; o != nil; o = parentOf(o) {
		for _, v := range heldIn(providing, o, isProvider) {
			p := v.(*provider)
			for _, out := range p.outputs {
				if types.Implements(out.slot.typ, it) {
					return in.a.m.wrap(in.take(p, out), out.slot.typ), true
				}
			}
		}
	}
	return Set{}, false
}

func isProvider(v any) bool { _, ok := v.(*provider); return ok }

// byTags fills a struct's fields that have do's tag: a name, or nothing.
func byTags(c *apiCall, in *injection, o *Object, t types.Type) (Set, bool) {
	m := c.a.m
	st, ok := pointee(t).Underlying().(*types.Struct)
	if !ok {
		return Set{}, false
	}
	to := m.object(c.a, vkey{c.at, "struct"}, pointee(t))
	for i := range st.NumFields() {
		name, tagged := reflect.StructTag(st.Tag(i)).Lookup("do")
		if f := st.Field(i); tagged {
			s := in.parameter(o, f.Type(), fieldTag{name: name}, f.Name())
			m.storeAt(c.a, Ref{to, fieldPath("", f.Name())}, s, f.Type(), true)
		}
	}
	if isAggregate(t) {
		return one(m.snapshot(to, "", t)), true
	}
	return one(Ref{to, ""}), true
}
