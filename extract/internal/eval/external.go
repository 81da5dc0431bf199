package eval

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// apiCall is a call of a function without a body here.
type apiCall struct {
	a    *activation
	at   ssa.CallInstruction
	fn   *types.Func // nil for a call of an unknown function value
	typ  *ssa.Function
	sig  *types.Signature
	recv Set
	args []Set
	from origin

	opts *Object // attributes of the options
	it   Set
	// publishing says that an element without a name is one of unknown name,
	// rather than none.
	publishing bool
	sent       Set
	out        []Set
}

// external evaluates a call into code without a body: a library model, else a
// semantic function, else the default of code that is not known.
func (a *activation) external(at ssa.CallInstruction, c *ssa.CallCommon, t target) ([]Set, bool) {
	call := &apiCall{a: a, at: at, args: t.args, sig: c.Signature(), typ: t.fn, from: t.from}
	if t.fn != nil {
		call.fn, _ = t.fn.Object().(*types.Func)
		call.sig = t.fn.Signature
		if call.sig.Recv() != nil && len(t.args) > 0 {
			call.recv, call.args = t.args[0], t.args[1:]
		}
	} else if c.IsInvoke() {
		call.recv, call.args = t.args[0], t.args[1:]
		call.fn = a.m.methodOn(call.recv, c.Method)
	}
	if call.fn != nil {
		if origin := call.fn.Origin(); origin != nil {
			call.fn = origin
		}
		if NeverReturns(call.fn) {
			return nil, false
		}
	}
	call.out = a.m.unknownResults(call.sig, a.resultName(at, call))
	store := a.m.storeMethod(call)
	if store != nil {
		a.access(call, store)
	}
	if a.messagePart(call) || a.modelled(call) {
		return call.out, true
	}
	if call.fn != nil {
		if f := intrinsics[fullName(call.fn)]; f != nil {
			if s := f(call); s != nil {
				return s, true
			}
		}
	}
	if call.fn == nil && !c.IsInvoke() && (a.callHeld(call, c.Value) || a.applyOption(call, a.get(c.Value))) {
		return call.out, true
	}
	a.unmodelled(call)
	if store != nil {
		a.handle(call, store)
	}
	return call.out, true
}

// methodOn is the method that an interface call means on a value of a library's
// type: on the library's own type if it is known, else the interface's.
func (m *machine) methodOn(recv Set, method *types.Func) *types.Func {
	for _, v := range recv.vals {
		var t types.Type
		switch v := v.(type) {
		case Ref:
			if v.obj.lib {
				t = v.obj.typ
			}
		case Unknown:
			t = v.typ
		case Iface:
			t = v.typ
		}
		if t == nil {
			continue
		}
		if obj, _, _ := types.LookupFieldOrMethod(t, true, method.Pkg(), method.Name()); obj != nil {
			if f, ok := obj.(*types.Func); ok {
				return f
			}
		}
	}
	return method
}

// fullName is a function's name as models and tables write it: strings.ToLower,
// (*sync.Once).Do, (reflect.Type).Name.
func fullName(f *types.Func) string { return f.FullName() }

// recvName is the name of a method's receiver type.
func recvName(f *types.Func) string {
	recv := f.Signature().Recv()
	if recv == nil {
		return ""
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// NeverReturns knows the functions that end the program.
func NeverReturns(f *types.Func) bool {
	name := f.Name()
	switch {
	case f.Pkg() == nil:
		return false
	case f.Pkg().Path() == "os" && name == "Exit", f.Pkg().Path() == "runtime" && name == "Goexit":
		return true
	case strings.HasPrefix(name, "Fatal"):
		return f.Signature().Results().Len() == 0
	case f.Pkg().Path() == "log" || strings.Contains(f.Pkg().Path(), "logrus") || strings.Contains(f.Pkg().Path(), "zap"):
		return strings.HasPrefix(name, "Panic") && f.Signature().Results().Len() == 0
	}
	return false
}

// resultName is what holes of a call's result are called: the variable that it
// is assigned to, else the function.
func (a *activation) resultName(at ssa.CallInstruction, c *apiCall) string {
	if n := a.m.prog.assigned(at.Pos()); n != "" {
		return n
	}
	if c.fn != nil {
		return c.fn.Name()
	}
	return ""
}

// messagePart gives the part of a received message that a method returns.
func (a *activation) messagePart(c *apiCall) bool {
	if c.fn == nil || len(c.out) == 0 {
		return false
	}
	found := false
	for _, v := range c.recv.vals {
		for _, msg := range a.m.askedFor(v) {
			if s, ok := msg.method(a.m, c.fn.Name(), c.sig.Results().At(0).Type()); ok {
				if !found {
					c.out[0] = Set{}
				}
				c.out[0], found = c.out[0].union(s), true
			}
		}
	}
	return found
}

// modelled applies the library models of a call.
func (a *activation) modelled(c *apiCall) bool {
	if c.fn == nil || c.fn.Pkg() == nil {
		return false
	}
	calls := a.m.models.Lookup(c.fn.Pkg().Path(), recvName(c.fn), c.fn.Name())
	if len(calls) == 0 {
		return false
	}
	sig := c.fn.Signature()
	names := make([]string, sig.Params().Len())
	for i := range names {
		names[i] = sig.Params().At(i).Name()
	}
	found := false
	for _, mc := range model.Pick(calls, len(names), sig.Variadic(), names) {
		found = found || mc.Request == nil // a request does what any code does beside
		a.apply(c, mc)
	}
	return found
}

// unmodelled is what code that is not known may do: fill what it is given
// pointers to, call functions and objects back, hand an argument through.
func (a *activation) unmodelled(c *apiCall) {
	std := c.fn != nil && c.fn.Pkg() != nil && !strings.Contains(strings.SplitN(c.fn.Pkg().Path(), "/", 2)[0], ".")
	if c.fn != nil && len(c.recv.vals) > 0 {
		a.m.escape(a, c.recv, c.recvType(), 0)
	}
	for i, s := range c.args {
		a.m.escape(a, s, c.paramType(i), 0)
		if !std || fills[c.fn.Name()] {
			a.m.havoc(s, 0)
		}
		if c.loads() {
			a.m.havocBelow(s, 0)
		}
	}
	c.openBuffers()
	a.passThrough(c)
	if std && len(c.recv.vals) == 0 && c.givenText() {
		markMade(c.out)
	}
}

// fills are names of functions of the standard library that write through
// pointers that they are given.
var fills = map[string]bool{"Scan": true, "Sscan": true, "Sscanf": true, "Fscan": true, "Unmarshal": true, "Decode": true, "Parse": true, "As": true}

func (c *apiCall) recvType() types.Type {
	if r := c.sig.Recv(); r != nil {
		return r.Type()
	}
	return types.Typ[types.Invalid]
}

func (c *apiCall) paramType(i int) types.Type {
	if p := c.sig.Params(); i < p.Len() {
		return p.At(i).Type()
	}
	return types.Typ[types.Invalid]
}

// passThrough gives a result that has the type of exactly one argument that
// argument's value: a context, an option, a wrapped client.
func (a *activation) passThrough(c *apiCall) {
	results := c.sig.Results()
	for i := range results.Len() {
		t := results.At(i).Type()
		if isErrorType(t) || !passes(t) {
			continue
		}
		var s Set
		n := 0
		for j := range c.args {
			if types.Identical(c.paramType(j), t) {
				s = c.args[j]
				n++
			}
		}
		if n == 1 {
			c.out[i] = s
		}
	}
}

// passes leaves out types whose results are rarely the argument: strings,
// numbers, and values of any type, which are mostly looked up by a key.
func passes(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Interface:
		return !u.Empty()
	case *types.Slice:
		return !isString(u.Elem()) && !types.Identical(u.Elem(), types.Typ[types.Byte])
	}
	return true
}

// loads says whether a function of another module is called like one that reads a
// configuration or a request: it fills also what pointers in its arguments lead to.
func (c *apiCall) loads() bool {
	if c.fn == nil || c.fn.Pkg() == nil || standard[strings.SplitN(c.fn.Pkg().Path(), "/", 2)[0]] {
		return false
	}
	return slices.ContainsFunc(loaders, func(verb string) bool { return strings.HasPrefix(c.fn.Name(), verb) })
}

var loaders = []string{"Load", "MustLoad", "Unmarshal", "Decode", "Parse", "Bind", "Process", "Populate", "Read"}

// havocBelow is havoc of what pointers in objects lead to.
func (m *machine) havocBelow(s Set, depth int) {
	if depth > 2 {
		return
	}
	for _, v := range s.vals {
		r, ok := unwrap(v).(Ref)
		if !ok || r.obj.lib || r.obj.ch != nil || len(r.obj.cells) > maxParts {
			continue
		}
		for _, p := range sortedCells(r.obj) {
			if p != unknownCell {
				m.havoc(r.obj.cells[p], 0)
				m.havocBelow(r.obj.cells[p], depth+1)
			}
		}
	}
}

// havoc says that unknown code may have filled what values point to. What was
// set before it stays: it is the default that a decoder leaves.
func (m *machine) havoc(s Set, depth int) {
	if depth > 2 {
		return
	}
	for _, v := range s.vals {
		switch v := unwrap(v).(type) {
		case Slice:
			if v.n > 0 && v.n <= maxCount {
				_, elems, _ := m.listElems(v, elemType(v.obj.typ))
				for _, e := range elems {
					m.havoc(e, depth+1)
				}
			}
		case Ref:
			if !v.obj.lib && v.obj.ch == nil {
				m.havocPlace(v, depth)
			}
		}
	}
}

func (m *machine) havocPlace(r Ref, depth int) {
	t := placeType(r)
	if r.path == "" {
		t = r.obj.typ
	}
	_, isMap := t.Underlying().(*types.Map)
	switch {
	case r.path == "" && (isAggregate(t) || isMap):
		if !r.obj.unknown() {
			m.set(r.obj, unknownCell, one(constBool(true)))
		}
		for _, p := range sortedCells(r.obj) {
			if isBlank(r.obj.cells[p]) {
				m.set(r.obj, p, Set{})
			}
		}
	case isAggregate(t) || isMap || t == types.Typ[types.Invalid]:
	default:
		have := r.obj.cells[r.path]
		if _, ok := t.Underlying().(*types.Pointer); ok {
			m.havoc(have, depth+1)
			return
		}
		if isBlank(have) {
			m.set(r.obj, r.path, m.unknown(t, strings.TrimPrefix(r.obj.name+r.path, ".")))
		}
	}
}

// isBlank says whether code has put nothing in a place but what stands for nothing
// there: a zero value, or a slice or map that was made empty to be filled.
func isBlank(s Set) bool {
	for _, v := range s.vals {
		switch u := unwrap(v).(type) {
		case Slice:
			if u.n != 0 {
				return false
			}
		case Ref:
			if _, isMap := u.obj.typ.Underlying().(*types.Map); !isMap || u.path != "" || len(u.obj.cells) > 0 {
				return false
			}
		default:
			if !isZero(v) {
				return false
			}
		}
	}
	return true
}

func isZeroSet(s Set) bool {
	for _, v := range s.vals {
		if !isZero(v) {
			return false
		}
	}
	return len(s.vals) > 0
}

func isZero(v Value) bool {
	if i, ok := v.(Iface); ok {
		if _, isStruct := i.val.(*Struct); isStruct {
			return false // an interface that holds one is not nil
		}
	}
	switch v := unwrap(v).(type) {
	case Nil:
		return true
	case *Text:
		return v.id == ""
	case Const:
		return v.text == "0" || v.text == "false"
	case *Struct:
		return len(v.cells) == 0 && !v.unknown && v.msg == nil
	}
	return false
}
