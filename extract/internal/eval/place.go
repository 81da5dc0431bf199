package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

func pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func (a *activation) fieldAddr(in *ssa.FieldAddr) Set {
	st := pointee(in.X.Type()).Underlying().(*types.Struct)
	name := st.Field(in.Field).Name()
	return a.place(a.get(in.X), fieldPath("", name), in.Type())
}

// place is the address of a part of what a set of addresses points to.
func (a *activation) place(x Set, path string, t types.Type) Set {
	out := Set{origin: x.origin}
	for _, v := range x.vals {
		switch v := unwrap(v).(type) {
		case Ref:
			out = out.with(Ref{v.obj, v.path + path})
		case Unknown:
			out = out.with(Unknown{typ: a.m.canon(t), name: joinName(v.name, path)})
		}
	}
	return out
}

func joinName(base, path string) string {
	if base == "" && path != "" && path[0] == '.' {
		return path[1:]
	}
	return base + path
}

func (a *activation) fieldOf(in *ssa.Field) Set {
	st := in.X.Type().Underlying().(*types.Struct)
	f := st.Field(in.Field)
	return qualified(a.part(a.get(in.X), fieldPath("", f.Name()), f.Type()), varName(in.X))
}

// part reads a part of struct values. Its origin is that of the struct, and that
// of the part itself when this activation put it there.
func (a *activation) part(x Set, path string, t types.Type) Set {
	var out Set
	from := origin{content: x.any()}
	for _, v := range x.vals {
		switch v := unwrap(v).(type) {
		case *Struct:
			if v.msg != nil {
				from = origin{}
			}
			out = out.union(a.m.field(v, path, t))
		case Ref:
			out = out.union(a.m.read(a, one(Ref{v.obj, v.path + path}), t))
		case Unknown:
			out = out.union(a.m.unknown(t, joinName(v.name, path)))
		}
	}
	return out.from(from)
}

func (a *activation) indexAddr(in *ssa.IndexAddr) Set {
	x := a.get(in.X)
	i, known := a.get(in.Index).num()
	out := Set{origin: x.origin}
	for _, v := range x.vals {
		switch v := v.(type) {
		case Ref:
			out = out.with(Ref{v.obj, elemPath(v.path, i, known)})
		case Slice:
			out = out.with(Ref{v.obj, elemPath(v.path, v.lo+i, known)})
		case Unknown:
			out = out.with(Unknown{typ: a.m.canon(in.Type()), name: v.name})
		}
	}
	return out
}

func elemPath(base string, i int, known bool) string {
	if !known {
		return base + anyElem
	}
	return indexPath(base, i)
}

func (a *activation) index(in *ssa.Index) Set {
	x := a.get(in.X)
	i, known := a.get(in.Index).num()
	if isString(in.X.Type()) {
		return a.byteAt(x, a.get(in.Index), in.Type())
	}
	if known {
		return a.part(x, indexPath("", i), in.Type())
	}
	var out Set
	for _, v := range x.vals {
		if s, ok := v.(*Struct); ok {
			for p, c := range s.cells {
				if p[0] == '[' {
					out = out.union(c)
				}
			}
		}
	}
	return out.from(x.origin)
}
