package eval

import (
	"go/types"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// Options are values that a library's functions made, or functions of its options
// struct, the library's or the program's own. Either way they end as attributes and
// fields of one object, in the order in which the library applies them.

// options joins the option values of a call into one object.
func (a *activation) options(c *apiCall, mc *model.CompiledCall) *Object {
	if len(mc.Options) == 0 {
		return nil
	}
	o := a.optionObject(c, "options", mc.Options)
	for _, i := range mc.Options {
		if i < len(c.args) {
			a.addOptions(c, o, c.args[i])
		}
	}
	return o
}

// optionObject is the options struct where the options are functions of one.
func (a *activation) optionObject(c *apiCall, name string, params []int) *Object {
	t := types.Type(types.Typ[types.Invalid])
	for _, i := range params {
		sig, ok := elemType(c.paramType(i)).Underlying().(*types.Signature)
		if ok && sig.Params().Len() > 0 {
			t = pointee(sig.Params().At(0).Type())
		}
	}
	o := a.m.object(a, vkey{c.at, name}, t)
	o.lib = true
	return o
}

// addOptions adds a list of options. Where there are several, built on different
// branches, any of them may be the one.
func (a *activation) addOptions(c *apiCall, o *Object, lists Set) {
	if len(lists.vals) < 2 {
		a.addList(c, o, lists)
		return
	}
	for i, v := range lists.vals {
		list := lists
		list.vals = []Value{v}
		alternative := a.m.object(a, vkey{c.at, "options" + indexPath("", i)}, o.typ)
		alternative.lib = true
		a.addList(c, alternative, list)
		for _, p := range sortedCells(alternative) {
			a.m.storeAt(a, Ref{o, p}, o.cells[p].union(alternative.cells[p]), types.Typ[types.Invalid], true)
		}
	}
}

func (a *activation) addList(c *apiCall, o *Object, list Set) {
	for i, elem := range a.elementsOf(list) {
		for _, v := range elem.vals {
			a.addOption(c, o, v, elem.origin, indexPath("option", i))
		}
	}
}

func (a *activation) addOption(c *apiCall, o *Object, v Value, from origin, name string) {
	switch v := unwrap(v).(type) {
	case Ref:
		a.copyOption(o, v, from)
	case *Func:
		if len(v.fn.Blocks) > 0 && a.m.prog.evaluated(v.fn) {
			t := target{fn: v.fn, free: v.free, from: from, by: v.by, value: v, dynamic: true, library: true, args: []Set{one(Ref{o, ""})}}
			if v.fn.Signature.Params().Len() == 1 {
				a.callValue(c.at, c.at, name, t)
			}
			return
		}
		a.optionFunc(o, v, from)
	}
}

// copyOption takes over the attributes of an option that a library's function made.
func (a *activation) copyOption(o *Object, v Ref, from origin) {
	for _, p := range sortedCells(v.obj) {
		if !v.obj.lib || p[0] != '.' {
			continue
		}
		s := v.obj.cells[p].plain().from(from)
		if v.obj.collect[p] {
			s = o.cells[p].union(s)
		}
		a.m.storeAt(a, Ref{o, p}, s, types.Typ[types.Invalid], true)
	}
}

// applyOption is a call of an option that a library's function made: it does to the
// options struct what passing it would.
func (a *activation) applyOption(c *apiCall, called Set) bool {
	found := false
	for _, v := range called.vals {
		r, ok := unwrap(v).(Ref)
		if !ok || !r.obj.lib || len(c.args) == 0 {
			continue
		}
		if _, ok := r.obj.typ.Underlying().(*types.Signature); !ok {
			continue
		}
		for _, to := range c.args[0].vals {
			if to, ok := unwrap(to).(Ref); ok && to.path == "" {
				a.copyOption(to.obj, r, called.origin)
				found = true
			}
		}
	}
	return found
}

// optionFunc takes the attributes that an option function without arguments
// would set, when it is passed without being called.
func (a *activation) optionFunc(o *Object, f *Func, from origin) {
	fn, ok := f.fn.Object().(*types.Func)
	if !ok || fn.Pkg() == nil {
		return
	}
	for _, mc := range a.m.models.Lookup(fn.Pkg().Path(), recvName(fn), fn.Name()) {
		c := &apiCall{a: a, fn: fn, sig: fn.Signature()}
		for _, at := range append(mc.Set[:len(mc.Set):len(mc.Set)], mc.Make...) {
			a.attributeTo(o, "", at, c.eval(at.Value).from(from))
		}
	}
}
