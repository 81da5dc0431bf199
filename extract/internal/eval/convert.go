package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// convert changes a value's type: named strings stay texts, bytes of a text stay
// what they were.
func (a *activation) convert(s Set, to types.Type) Set {
	var out Set
	for _, v := range s.vals {
		switch v := v.(type) {
		case Const:
			if v.isNum && isString(to) {
				out = out.with(literal(string(rune(v.num))))
				continue
			}
			out = out.with(v)
		case Unknown:
			if isString(to) {
				out = out.with(runtimeText(holeName(v)))
			} else {
				u := v
				u.typ = a.m.canon(to)
				out = out.with(u)
			}
		case *Struct:
			c := *v
			c.typ = a.m.canon(to)
			a.m.identify(&c)
			out = out.with(&c)
		default:
			out = out.with(v)
		}
	}
	return out.from(s.origin)
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (a *activation) makeInterface(in *ssa.MakeInterface) Set {
	return a.m.wrap(a.textAt(a.get(in.X), in.Pos()), in.X.Type())
}

// wrap puts values of a type in an interface. Pointers to objects need no
// wrapping, unless what they point to is of another type.
func (m *machine) wrap(s Set, t types.Type) Set {
	if types.IsInterface(t) {
		return s
	}
	t = m.canon(t)
	m.allocated[t] = true
	out := Set{origin: s.origin}
	for _, v := range s.vals {
		out = out.with(Iface{t, v})
	}
	return out
}

func (a *activation) closure(in *ssa.MakeClosure) Set {
	fn := in.Fn.(*ssa.Function)
	var free []Set
	var all []origin
	var from origin
	for _, b := range in.Bindings {
		s := a.get(b)
		d := a.m.deep(a, s)
		all = append(all, d)
		from = from.or(d)
		s = strip(s)
		if d != (origin{}) {
			s.origin = captured
		}
		free = append(free, s)
	}
	f := a.m.function(fn, free)
	f.by, f.in, f.from = a.fn, a, all
	return one(f).from(origin{within: from.any()})
}

// captured marks a captured value that parameters of the capturing function
// decided. Others, its receiver above all, are nobody's to decide any more.
var captured = origin{self: 1}
