package eval

import (
	"go/types"
	"reflect"
	"strings"
)

// Values of a type that only run time knows: a registry of types by name is asked
// for one, and reflection makes it. Their type is what the code that gets them
// takes them for.

// untyped is an object of a type that is not known.
func (m *machine) untyped(c *apiCall) *Object {
	o := m.object(c.a, c.at, types.Typ[types.Invalid])
	m.put(o, unknownCell, one(constBool(true)))
	return o
}

// encodingCell is what an object of a type that is not known was decoded from.
const encodingCell = ".$encoding"

func (m *machine) noteEncoding(o *Object, encoding string) {
	if o.typ == types.Typ[types.Invalid] {
		m.set(o, encodingCell, text(encoding))
	}
}

// asserted takes what was decoded into such an object for what an assertion says.
func (a *activation) asserted(x Set, t types.Type) Set {
	if types.IsInterface(t) {
		return x
	}
	out := Set{origin: x.origin, dep: x.dep}
	for _, v := range x.vals {
		r, ok := unwrap(v).(Ref)
		if !ok || r.obj.typ != types.Typ[types.Invalid] || r.obj.decoded == nil {
			out = out.with(v)
			continue
		}
		sub := r.obj.decoded
		encoding, _ := r.obj.cells[encodingCell].exactText()
		a.m.decodedAs(sub, decoding{typ: pointee(t), encoding: encoding, step: a.m.inside(sub), static: true, under: a.m.under(sub)})
		out = out.union(a.decodedFrom(sub, t))
	}
	return out
}

// decodedFrom is a decoded message as a type.
func (a *activation) decodedFrom(sub *subscription, t types.Type) Set {
	elem := pointee(t)
	if elem == t {
		s := a.m.unknown(t, "event")
		if st, ok := s.single().(*Struct); ok {
			st.from = sub
			a.m.identify(st)
		}
		return s
	}
	o := a.m.object(a, vkey{sub, "decoded " + types.TypeString(elem, nil)}, elem)
	a.m.put(o, unknownCell, one(constBool(true)))
	o.decoded = sub
	return one(Ref{o, ""})
}

// overwritten makes a variable unknown that code wrote a part of which it does not
// have: it went through an unsafe pointer.
func (m *machine) overwritten(o *Object, path string) {
	if path == "" || path[0] != '.' || strings.HasPrefix(path, ".$") || o.lib {
		return
	}
	switch o.typ.Underlying().(type) {
	case *types.Interface, *types.Basic, *types.Pointer:
		if o.typ != types.Typ[types.Invalid] {
			m.set(o, "", m.unknown(o.typ, o.name))
		}
	}
}

// typeKind is the kind of a type that is known.
func typeKind(c *apiCall) []Set {
	if t, ok := unwrap(c.recv.single()).(TypeVal); ok {
		return []Set{one(constInt(int64(kindOf(t.typ))))}
	}
	return nil
}

// valueKind is the kind of the value in a reflect.Value.
func valueKind(c *apiCall) []Set {
	if t := typeOfValue(firstValue(c.recv)); t != nil && len(c.recv.vals) == 1 && !types.IsInterface(t) && !isNamed(t, "reflect", "Value") {
		return []Set{one(constInt(int64(kindOf(t))))}
	}
	return nil
}

func kindOf(t types.Type) reflect.Kind {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return basicKinds[t.Kind()]
	case *types.Array:
		return reflect.Array
	case *types.Chan:
		return reflect.Chan
	case *types.Signature:
		return reflect.Func
	case *types.Interface:
		return reflect.Interface
	case *types.Map:
		return reflect.Map
	case *types.Pointer:
		return reflect.Pointer
	case *types.Slice:
		return reflect.Slice
	case *types.Struct:
		return reflect.Struct
	}
	return reflect.Invalid
}

var basicKinds = map[types.BasicKind]reflect.Kind{
	types.Bool: reflect.Bool, types.String: reflect.String, types.UnsafePointer: reflect.UnsafePointer,
	types.Int: reflect.Int, types.Int8: reflect.Int8, types.Int16: reflect.Int16, types.Int32: reflect.Int32, types.Int64: reflect.Int64,
	types.Uint: reflect.Uint, types.Uint8: reflect.Uint8, types.Uint16: reflect.Uint16, types.Uint32: reflect.Uint32, types.Uint64: reflect.Uint64,
	types.Uintptr: reflect.Uintptr, types.Float32: reflect.Float32, types.Float64: reflect.Float64,
	types.Complex64: reflect.Complex64, types.Complex128: reflect.Complex128,
}

// zeroOf is the zero value of a type, any value if the type is not known.
func zeroOf(c *apiCall) []Set {
	if t, ok := unwrap(c.args[0].single()).(TypeVal); ok {
		return []Set{c.a.m.wrap(c.a.m.zero(t.typ), t.typ)}
	}
	return []Set{c.a.m.unknown(types.Universe.Lookup("any").Type(), "")}
}
