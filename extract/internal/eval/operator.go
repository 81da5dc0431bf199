package eval

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

func (a *activation) binop(in *ssa.BinOp) Set {
	x, y := a.textAt(a.get(in.X), in.Pos()), a.textAt(a.get(in.Y), in.Pos())
	from := x.origin.or(y.origin)
	switch in.Op {
	case token.EQL:
		return truthSet(equalSets(x, y), func() Set { return a.m.unknown(in.Type(), "") })
	case token.NEQ:
		t := equalSets(x, y)
		if t == isTrue {
			t = isFalse
		} else if t == isFalse {
			t = isTrue
		}
		return truthSet(t, func() Set { return a.m.unknown(in.Type(), "") })
	case token.ADD:
		if isString(in.Type()) {
			return a.m.concatSets(x, y).under(&prov{kind: "format", pos: in.Pos(), text: "+"}).from(from)
		}
	}
	if n, ok := numbers(in.Op, x, y); ok {
		return n.from(from)
	}
	return a.m.unknown(in.Type(), "").from(from)
}

func numbers(op token.Token, x, y Set) (Set, bool) {
	p, ok1 := x.num()
	q, ok2 := y.num()
	if !ok1 || !ok2 {
		return Set{}, false
	}
	if compare, ok := comparisons[op]; ok {
		return one(constBool(compare(p, q))), true
	}
	switch op {
	case token.ADD:
		return one(constInt(int64(p + q))), true
	case token.SUB:
		return one(constInt(int64(p - q))), true
	case token.MUL:
		return one(constInt(int64(p * q))), true
	}
	return Set{}, false
}

var comparisons = map[token.Token]func(p, q int) bool{
	token.LSS: func(p, q int) bool { return p < q },
	token.LEQ: func(p, q int) bool { return p <= q },
	token.GTR: func(p, q int) bool { return p > q },
	token.GEQ: func(p, q int) bool { return p >= q },
}

// concatSets joins each text of x with each of y.
func (m *machine) concatSets(x, y Set) Set {
	xs, ys := m.asTexts(x), m.asTexts(y)
	if len(xs)*len(ys) > maxProduct {
		m.bound("alternatives of a text")
		return one(runtimeText("…"))
	}
	s := Set{dep: x.dep}
	if s.dep == nil {
		s.dep = y.dep
	}
	for _, p := range xs {
		for _, q := range ys {
			s = s.with(concat(p, q))
		}
	}
	return s
}

// asTexts are the values of a set as texts; what is none is a hole.
func (m *machine) asTexts(s Set) []*Text {
	var out []*Text
	for _, v := range s.vals {
		out = append(out, m.asText(v))
	}
	return out
}

func (m *machine) asText(v Value) *Text {
	switch v := v.(type) {
	case *Text:
		return v
	case Const:
		return literal(v.text)
	case Iface:
		return m.asText(v.val)
	case Unknown:
		return runtimeText(holeName(v))
	case *Struct:
		return runtimeText(v.name)
	case Ref:
		return runtimeText(v.obj.name)
	}
	return runtimeText("")
}

func holeName(v Unknown) string {
	if v.name != "" {
		return v.name
	}
	return types.TypeString(v.typ, func(*types.Package) string { return "" })
}
