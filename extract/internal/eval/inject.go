package eval

import (
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// Dependency injection. A container is an object of its library. Its cells hold
// what it was told, in order: providers and decorators by number, the modules
// that it is part of, and what its constructors have made. So branches, calls
// answered from memory and callbacks see the container that they would see.
//
// inject.go has the values and what they are called by, inject_container.go the
// container, inject_params.go its structs of parameters and results;
// inject_fx.go, inject_dig.go and inject_do.go say what each library's functions
// do with it.

// injectIntrinsics are the functions of the libraries.
func injectIntrinsics() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{}
	for _, table := range []map[string]func(*apiCall) []Set{fxFunctions, digFunctions, doFunctions()} {
		for name, f := range table {
			all[name] = f
		}
	}
	return all
}

// Held is a value that only the functions of its library look into: an option,
// an annotated constructor.
type Held struct {
	id string
	of any
}

func (v *Held) key() vkey { return vkey{kind("held"), v.id} }

// hold makes the result of a call: what it is, and what it was made from.
func (c *apiCall) hold(of any, from ...Set) []Set {
	c.out[0] = one(c.a.m.held(c.fn.Name(), of, from...))
	return c.out
}

func (m *machine) held(name string, of any, from ...Set) *Held {
	id := name
	for _, s := range from {
		id += "(" + m.setID(s)
	}
	return &Held{id, of}
}

// holding is what a value of a library holds, nil if it is none.
func holding(v Value) any {
	if h, ok := unwrap(v).(*Held); ok {
		return h.of
	}
	return nil
}

// values are the values of a variadic argument, one after the other.
func (c *apiCall) values(i int) []Value {
	var out []Value
	for _, e := range c.elements(i) {
		out = append(out, e.vals...)
	}
	return out
}

// elements are the elements of a slice argument; those of alternatives come one
// after the other.
func (c *apiCall) elements(i int) []Set {
	if i >= len(c.args) {
		return nil
	}
	var out []Set
	for _, v := range c.args[i].vals {
		if _, isNil := unwrap(v).(Nil); !isNil {
			s := c.args[i]
			s.vals = []Value{v}
			out = append(out, c.a.elementsOf(s)...)
		}
	}
	return out
}

// slot is what a container knows a value by: its type, and a name or the group
// that it is a member of.
type slot struct {
	typ         types.Type // canonical
	name, group string
}

func (s slot) String() string { return types.TypeString(s.typ, nil) + "|" + s.name + "|" + s.group }

// injection is one call of a container's library that makes what it holds.
type injection struct {
	a    *activation
	at   ssa.CallInstruction
	busy map[string]bool // providers that are being run
}

func (c *apiCall) injection() *injection {
	return &injection{a: c.a, at: c.at, busy: map[string]bool{}}
}

// call runs a function as a container does: what it is given is not decided by
// the call of the container, which has no place in a trace. The name tells the
// objects of equal functions apart.
func (in *injection) call(name string, f *Func, args []Set, from origin) []Set {
	t := target{fn: f.fn, free: f.free, args: args, from: from, by: f.by, dynamic: true}
	return in.a.callValue(in.at, unseen{in.at}, name, t)
}

// unseen is a call that is left out of traces.
type unseen struct{ ssa.CallInstruction }

func (unseen) Pos() token.Pos { return token.NoPos }

// callValue runs a function that a library calls at once; seen is the library's
// call in traces.
func (a *activation) callValue(at, seen ssa.CallInstruction, name string, t target) []Set {
	iter := a.iter
	a.iter += "/" + name
	defer func() { a.iter = iter }()
	if len(t.fn.Blocks) == 0 || !a.m.prog.evaluated(t.fn) {
		results, _ := a.external(at, at.Common(), t)
		return results
	}
	got := a.m.receivedBy(a, t)
	act := a.m.enter(a, at, t.fn, t.free, t.args)
	got.done(act)
	if act == nil {
		return a.m.unknownResults(t.fn.Signature, t.fn.Name())
	}
	e := a.adopt(seen, act, t)
	results := make([]Set, len(act.results))
	for i, r := range act.results {
		results[i] = r
		results[i].origin = e.translate(act.fn, r.origin)
	}
	return results
}

// callable is a function value that a library made.
type callable interface{ called(c *apiCall) }

// callHeld calls a function value that a library made, if it is one.
func (a *activation) callHeld(c *apiCall, fn ssa.Value) bool {
	found := false
	for _, v := range a.get(fn).vals {
		if f, ok := holding(v).(callable); ok {
			f.called(c)
			found = true
		}
	}
	return found
}

// number is a cell of a container for something that it was told.
func (m *machine) number(kind string, h *Held) string {
	return kind + "[" + strconv.Itoa(m.vid(h.key())) + "]"
}
