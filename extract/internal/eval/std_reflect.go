package eval

import "go/types"

// Reflection, as far as names and decoding come of it. A reflect.Type is a
// TypeVal, and a reflect.Value the value itself with its type, or a Variable.

// Variable is the reflect.Value of what a pointer points to.
type Variable struct {
	ref Ref
	typ types.Type // canonical
}

func (v Variable) key() vkey { return vkey{v.ref.obj, "variable " + v.ref.path} }

// typeOf is reflect.TypeOf; an interface's own type is never the answer.
func typeOf(c *apiCall) []Set { return c.typesOf(c.args[0]) }

func typeOfRecv(c *apiCall) []Set { return c.typesOf(c.recv) }

func (c *apiCall) typesOf(s Set) []Set {
	out := Set{origin: s.origin}
	for _, v := range s.vals {
		if t := typeOfValue(v); t != nil && !types.IsInterface(t) {
			out = out.with(TypeVal{c.a.m.canon(t)})
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

// typeFor is reflect.TypeFor: its type argument, of an instance.
func typeFor(c *apiCall) []Set {
	if c.typ == nil || len(c.typ.TypeArgs()) != 1 {
		return nil
	}
	t := c.typ.TypeArgs()[0]
	if _, open := t.(*types.TypeParam); open {
		return nil
	}
	return []Set{one(TypeVal{c.a.m.canon(t)})}
}

func newOf(c *apiCall) []Set {
	for _, v := range c.args[0].vals {
		if t, ok := unwrap(v).(TypeVal); ok {
			o := c.a.m.object(c.a, c.at, t.typ)
			return []Set{c.a.m.wrap(one(Ref{o, ""}), types.NewPointer(t.typ))}
		}
	}
	return []Set{one(Ref{c.a.m.untyped(c), ""})}
}

// indirect is what a pointer points to, and other values as they are.
func indirect(c *apiCall) []Set { return []Set{c.pointee(c.args[0])} }

func valueElem(c *apiCall) []Set { return []Set{c.pointee(c.recv)} }

func (c *apiCall) pointee(s Set) Set {
	out := Set{origin: s.origin}
	for _, v := range s.vals {
		var typ types.Type
		if i, ok := v.(Iface); ok {
			typ, v = i.typ, i.val
		}
		switch u := v.(type) {
		case Ref:
			t := placeType(u)
			if _, isPointer := typ.(*types.Pointer); typ != nil && !isPointer || t == types.Typ[types.Invalid] {
				out = out.with(rewrap(typ, v))
				continue
			}
			out = out.with(Variable{u, c.a.m.canon(t)})
		case Variable:
			out = out.union(c.behind(u))
		case Unknown:
			u.typ = c.a.m.canon(pointee(u.typ))
			out = out.with(u)
		default:
			out = out.with(rewrap(typ, v))
		}
	}
	return out
}

func rewrap(typ types.Type, v Value) Value {
	if typ == nil {
		return v
	}
	return Iface{typ, v}
}

// behind is what a variable that is a pointer points to, or what one that is an
// interface holds.
func (c *apiCall) behind(v Variable) Set {
	have := c.a.m.read(c.a, one(v.ref), v.typ)
	p, ok := v.typ.Underlying().(*types.Pointer)
	if !ok {
		return have
	}
	return c.pointee(c.a.m.wrap(have, p))
}

func valueAddr(c *apiCall) []Set {
	if v, ok := c.recv.single().(Variable); ok {
		return []Set{c.a.m.wrap(one(v.ref), types.NewPointer(v.typ)).from(c.recv.origin)}
	}
	return nil
}

// valueInterface reads a variable.
func valueInterface(c *apiCall) []Set {
	out := Set{origin: c.recv.origin}
	for _, v := range c.recv.vals {
		if u, ok := v.(Variable); ok {
			out = out.union(c.a.m.wrap(c.a.m.read(c.a, one(u.ref), u.typ), u.typ))
			continue
		}
		out = out.with(v)
	}
	return []Set{out}
}

// valueString is the text that a value holds.
func valueString(c *apiCall) []Set {
	out := valueInterface(c)[0].bare()
	if len(out.texts()) != len(out.vals) {
		return nil
	}
	return []Set{out}
}

// setValue stores in a variable.
func setValue(c *apiCall) []Set {
	for _, v := range c.recv.vals {
		u, ok := v.(Variable)
		if !ok {
			continue
		}
		val := c.args[0]
		if c.fn.Name() == "Set" {
			d := *c
			d.recv = val
			val = valueInterface(&d)[0]
		}
		if !types.IsInterface(u.typ) {
			val = val.bare()
		}
		c.a.m.storeAt(c.a, u.ref, val, u.typ, len(c.recv.vals) == 1)
	}
	return c.out
}

// numField counts the fields of a struct.
func numField(c *apiCall) []Set {
	t := typeOfValue(firstValue(c.recv))
	if t == nil || len(c.recv.vals) != 1 {
		return nil
	}
	if st, ok := t.Underlying().(*types.Struct); ok {
		return []Set{one(constInt(int64(st.NumFields())))}
	}
	return nil
}

// valueField is a field of a struct, by number or by name. Any field of a variable
// that is not known may be set through it.
func valueField(c *apiCall) []Set {
	out := Set{origin: c.recv.origin}
	for _, v := range c.recv.vals {
		t := typeOfValue(v)
		if t == nil {
			continue
		}
		f := fieldNamed(t, c.args[0])
		u, isVar := v.(Variable)
		switch {
		case isVar && f != nil:
			out = out.with(Variable{Ref{u.ref.obj, fieldPath(u.ref.path, f.Name())}, c.a.m.canon(f.Type())})
		case isVar:
			c.a.m.havocPlace(u.ref, 0)
		case f != nil:
			out = out.union(c.a.m.wrap(c.a.part(one(v), fieldPath("", f.Name()), f.Type()), f.Type()))
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

// fieldNamed is the field of a struct that has a known number or name.
func fieldNamed(t types.Type, by Set) *types.Var {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	n, isNum := by.num()
	name, isName := by.exactText()
	for i := range st.NumFields() {
		if isNum && i == n || isName && st.Field(i).Name() == name {
			return st.Field(i)
		}
	}
	return nil
}

func typeElem(c *apiCall) []Set {
	out := Set{origin: c.recv.origin}
	for _, v := range c.recv.vals {
		if t, ok := unwrap(v).(TypeVal); ok {
			out = out.with(TypeVal{c.a.m.canon(elemOfType(t.typ))})
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

func elemOfType(t types.Type) types.Type {
	if e, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return e.Elem()
	}
	return t
}

func typeName(name func(types.Type) string) intrinsic {
	return func(c *apiCall) []Set {
		out := Set{origin: c.recv.origin}
		for _, v := range c.recv.vals {
			if t, ok := unwrap(v).(TypeVal); ok {
				p := &prov{kind: "type-name", pos: c.at.Pos(), text: shortTypeName(t.typ)}
				out = out.with(newText([]textPart{{lit: name(t.typ)}}, p))
			}
		}
		if len(out.vals) == 0 {
			return nil
		}
		return []Set{out}
	}
}

// bareTypeName is a type's name without its package; type arguments keep theirs.
func bareTypeName(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.Obj().Name() + typeArgs(t)
	case *types.Basic:
		return t.Name()
	}
	return ""
}

// shortTypeName is a type as %T prints it: with the package's name.
func shortTypeName(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return "*" + shortTypeName(t.Elem())
	case *types.Named:
		if pkg := t.Obj().Pkg(); pkg != nil {
			return pkg.Name() + "." + bareTypeName(t)
		}
	}
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// typeArgs are the arguments of a generic type, as run time names them: with the
// paths of their packages.
func typeArgs(t *types.Named) string {
	args := ""
	for i := range t.TypeArgs().Len() {
		if i > 0 {
			args += ","
		}
		args += types.TypeString(t.TypeArgs().At(i), runtimePath)
	}
	if args == "" {
		return ""
	}
	return "[" + args + "]"
}

// runtimePath is a package's path in a running program, where that of a program
// itself is main.
func runtimePath(p *types.Package) string {
	if p.Name() == "main" {
		return "main"
	}
	return p.Path()
}

func typePkgPath(t types.Type) string {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		return runtimePath(n.Obj().Pkg())
	}
	return ""
}
