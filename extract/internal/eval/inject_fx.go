package eval

import (
	"go/types"
	"reflect"
	"strconv"
)

// fx: options are functions over an application that is being put together.

const (
	fxPath = "go.uber.org/fx."
	fxApp  = "(*go.uber.org/fx.App)."
)

var fxFunctions = map[string]func(*apiCall) []Set{
	fxPath + "Provide":  fxEach(func(f *fxModule, p *provider) { f.provide(p) }),
	fxPath + "Supply":   fxEach(func(f *fxModule, p *provider) { p.isValue = true; f.provide(p) }),
	fxPath + "Decorate": fxEach(func(f *fxModule, p *provider) { f.decorate(p) }),
	fxPath + "Replace":  fxEach(func(f *fxModule, p *provider) { p.isValue = true; f.decorate(p) }),
	fxPath + "Invoke":   fxEach(func(f *fxModule, p *provider) { f.invokes = append(f.invokes, p) }),
	fxPath + "Populate": fxEach(func(f *fxModule, p *provider) { f.invokes = append(f.invokes, p) }),
	fxPath + "Options":  fxGroup(0, func(f *fxModule, opts []Value) { f.apply(opts) }),
	fxPath + "Module":   fxGroup(1, func(f *fxModule, opts []Value) { f.module(opts) }),
	fxPath + "New":      fxNew,
	fxApp + "Run":       fxStart(startHooks, stopHooks),
	fxApp + "Start":     fxStart(startHooks),
	fxApp + "Stop":      fxStart(stopHooks),

	fxPath + "Annotate":   fxAnnotate,
	fxPath + "As":         fxTypes(func(p *provider, ts []types.Type) { p.as = append(p.as, ts) }),
	fxPath + "From":       fxTypes(func(p *provider, ts []types.Type) { p.from = ts }),
	fxPath + "Self":       func(c *apiCall) []Set { return c.hold(self{}) },
	fxPath + "ParamTags":  fxTags(func(p *provider, tags []reflect.StructTag) { p.params = tags }),
	fxPath + "ResultTags": fxTags(func(p *provider, tags []reflect.StructTag) { p.results = tags }),
	fxPath + "OnStart":    fxHook(startHooks),
	fxPath + "OnStop":     fxHook(stopHooks),

	fxPath + "StartHook":                hookStruct(startHooks),
	fxPath + "StopHook":                 hookStruct(stopHooks),
	fxPath + "StartStopHook":            hookStruct(startHooks, stopHooks),
	"(go.uber.org/fx.Lifecycle).Append": appendHook,
}

// fxOption is what an option does with a module.
type fxOption func(*fxModule)

// annotation is what an annotation says about a constructor.
type annotation func(*provider)

// self stands for a result's own type among those of fx.As.
type self struct{}

// fxModule is a module of an application, or the application itself.
type fxModule struct {
	call    *apiCall
	in      *injection
	app     *Object
	home    *Object
	modules []*fxModule
	invokes []*provider
}

// fxEach makes an option of the functions or values that it is given.
func fxEach(do func(*fxModule, *provider)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		elems := c.elements(0)
		return c.hold(fxOption(func(f *fxModule) {
			for _, e := range elems {
				for _, v := range e.vals {
					if p := fxProvider(v); p != nil {
						do(f, p)
					}
				}
			}
		}), elems...)
	}
}

// fxGroup makes an option of options.
func fxGroup(from int, do func(*fxModule, []Value)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		opts := c.values(from)
		return c.hold(fxOption(func(f *fxModule) { do(f, opts) }), setOf(opts))
	}
}

func setOf(vals []Value) Set { return Set{vals: vals} }

// fxProvider is what a value provides; fx.Annotated is an older way to say how.
func fxProvider(v Value) *provider {
	st, ok := unwrap(v).(*Struct)
	if !ok || !isNamed(st.typ, "go.uber.org/fx", "Annotated") {
		return providerOf(v)
	}
	p := &provider{}
	p.name, _ = st.cells[".Name"].exactText()
	p.group, _ = st.cells[".Group"].exactText()
	if p.target = st.cells[".Target"].single(); p.target == nil {
		return nil
	}
	return p
}

func isNamed(t types.Type, pkg, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == pkg
}

func (f *fxModule) apply(opts []Value) {
	for _, v := range opts {
		if opt, ok := holding(v).(fxOption); ok {
			opt(f)
		}
	}
}

func (f *fxModule) module(opts []Value) {
	c := &fxModule{call: f.call, in: f.in, app: f.app}
	c.home = f.call.child(f.home, strconv.Itoa(len(f.modules)), types.Typ[types.Invalid])
	f.modules = append(f.modules, c)
	c.apply(opts)
}

// provide tells the application of a constructor: what a module provides is seen
// everywhere.
func (f *fxModule) provide(p *provider) { f.call.a.m.tell(providing, f.app, f.home, p) }

// decorate is seen in the module only.
func (f *fxModule) decorate(p *provider) { f.call.a.m.tell(decorating, f.home, f.home, p) }

// start runs what is invoked, in modules first.
func (f *fxModule) start() {
	for _, m := range f.modules {
		m.start()
	}
	for _, p := range f.invokes {
		if p.fn() != nil {
			f.in.invoke(f.home, p, origin{})
		} else {
			f.populate(p)
		}
	}
}

// populate stores what the application has where a pointer points to.
func (f *fxModule) populate(p *provider) {
	r, ok := unwrap(p.target).(Ref)
	if !ok {
		return
	}
	var tag fieldTag
	if len(p.params) > 0 {
		tag = parseTag(p.params[0])
	}
	t := placeType(r)
	f.call.a.m.store(f.call.a, one(r), f.in.parameter(f.home, t, tag, ""), t)
}

func fxNew(c *apiCall) []Set {
	m := c.a.m
	app := m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	app.lib = true
	f := &fxModule{call: c, in: c.injection(), app: app, home: app}
	for _, name := range []string{"Lifecycle", "Shutdowner"} {
		if obj := c.fn.Pkg().Scope().Lookup(name); obj != nil {
			o := m.object(c.a, vkey{c.at, name}, obj.Type())
			o.lib = true
			f.provide(&provider{target: Iface{m.canon(obj.Type()), Ref{o, ""}}, isValue: true})
			if name == "Lifecycle" {
				m.set(app, lifecycleCell, one(Ref{o, ""}))
			}
		}
	}
	f.apply(c.values(0))
	f.start()
	c.out[0] = one(Ref{app, ""})
	return c.out
}

// fxAnnotate joins a constructor or value with what is said about it.
func fxAnnotate(c *apiCall) []Set {
	var out Set
	annotations := c.values(1)
	for _, v := range c.args[0].vals {
		p := providerOf(v)
		for _, a := range annotations {
			if say, ok := holding(a).(annotation); ok {
				say(p)
			}
		}
		out = out.with(c.a.m.held("Annotate", p, one(v), setOf(annotations)))
	}
	c.out[0] = out.from(c.args[0].origin)
	return c.out
}

// fxTypes is an annotation with pointers to the types that it names.
func fxTypes(say func(*provider, []types.Type)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		elems := c.elements(0)
		ts := pointedTypes(elems)
		return c.hold(annotation(func(p *provider) { say(p, ts) }), elems...)
	}
}

// pointedTypes are the types that values point to: new(Interface). One that is
// not known is nil.
func pointedTypes(elems []Set) []types.Type {
	ts := make([]types.Type, len(elems))
	for i, e := range elems {
		if v, ok := e.single().(Iface); ok {
			if p, ok := v.typ.Underlying().(*types.Pointer); ok {
				ts[i] = p.Elem()
			}
		}
	}
	return ts
}

func fxTags(say func(*provider, []reflect.StructTag)) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		elems := c.elements(0)
		tags := parseTags(elems)
		return c.hold(annotation(func(p *provider) { say(p, tags) }), elems...)
	}
}
