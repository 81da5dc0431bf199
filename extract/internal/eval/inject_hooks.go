package eval

import "go/types"

// hookKind says when a hook of an application runs: its field of fx.Hook, and the
// cells of the lifecycle for it.
type hookKind struct{ field, cell string }

var (
	startHooks = hookKind{".OnStart", ".$start"}
	stopHooks  = hookKind{".OnStop", ".$stop"}
)

// hook is a function that runs when an application starts or stops.
type hook struct {
	kind hookKind
	fn   *Func
	args []Set
}

func isHook(v any) bool { _, ok := v.(hook); return ok }

// appendHook is fx.Lifecycle's Append.
func appendHook(c *apiCall) []Set {
	for _, v := range c.recv.vals {
		r, ok := unwrap(v).(Ref)
		if !ok || len(c.args) == 0 {
			continue
		}
		for _, kind := range []hookKind{startHooks, stopHooks} {
			for _, f := range c.a.part(c.args[0], kind.field, types.Typ[types.Invalid]).vals {
				if f, ok := unwrap(f).(*Func); ok {
					c.a.m.addHook(r.obj, hook{kind: kind, fn: f})
				}
			}
		}
	}
	return c.out
}

func (m *machine) addHook(lifecycle *Object, h hook) {
	held := m.held(h.kind.cell, h, append([]Set{one(h.fn)}, h.args...)...)
	m.set(lifecycle, m.number(h.kind.cell, held), one(held))
}

// hookStruct makes the fx.Hook of functions.
func hookStruct(kinds ...hookKind) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		st := &Struct{typ: c.a.m.canon(c.sig.Results().At(0).Type()), cells: map[string]Set{}}
		for i, kind := range kinds {
			st.cells[kind.field] = c.args[i]
		}
		c.a.m.identify(st)
		c.out[0] = one(st)
		return c.out
	}
}

// fxHook annotates a constructor with a hook, which is given what the constructor
// made.
func fxHook(kind hookKind) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		f := c.args[0]
		return c.hold(annotation(func(p *provider) {
			for _, v := range f.vals {
				if f, ok := unwrap(v).(*Func); ok {
					p.hooks = append(p.hooks[:len(p.hooks):len(p.hooks)], hook{kind: kind, fn: f})
				}
			}
		}), f)
	}
}

// addHooks adds the hooks that a constructor is annotated with, when it has run.
func (in *injection) addHooks(p *provider, results []Set) {
	lifecycle := lifecycleOf(p.home)
	if lifecycle == nil {
		return
	}
	for _, h := range p.hooks {
		params := h.fn.fn.Signature.Params()
		for i := range params.Len() {
			v := params.At(i)
			arg, made := madeOf(p, results, v.Type())
			if !made {
				arg = in.parameter(p.home, v.Type(), fieldTag{}, v.Name())
			}
			h.args = append(h.args, arg)
		}
		in.a.m.addHook(lifecycle, h)
	}
}

// madeOf is the result of a constructor that has a type.
func madeOf(p *provider, results []Set, t types.Type) (Set, bool) {
	sig := p.fn().fn.Signature
	for i, s := range results {
		if i < sig.Results().Len() && types.Identical(sig.Results().At(i).Type(), t) {
			return s.plain(), true
		}
	}
	return Set{}, false
}

func lifecycleOf(o *Object) *Object {
	for ; o != nil; o = parentOf(o) {
		if r, ok := o.cells[lifecycleCell].single().(Ref); ok {
			return r.obj
		}
	}
	return nil
}

// fxStart runs hooks of an application.
func fxStart(kinds ...hookKind) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		in := c.injection()
		for _, v := range c.recv.vals {
			r, ok := unwrap(v).(Ref)
			if !ok {
				continue
			}
			if lifecycle := lifecycleOf(r.obj); lifecycle != nil {
				for _, kind := range kinds {
					in.runHooks(lifecycle, kind)
				}
			}
		}
		return c.out
	}
}

func (in *injection) runHooks(lifecycle *Object, kind hookKind) {
	for _, v := range heldIn(kind.cell, lifecycle, isHook) {
		h := v.(hook)
		in.call(kind.cell, h.fn, h.args, origin{})
	}
}
