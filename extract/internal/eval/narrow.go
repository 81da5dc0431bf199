package eval

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// narrowing is what a branch has established about a received message: the
// channel that it came on.
type narrowing struct {
	sub     *subscription
	channel *Text
	not     bool
}

func (n narrowing) key() string {
	k := n.sub.key + "=" + n.channel.id
	if n.not {
		return "!" + k
	}
	return k
}

type truthValue int

const (
	isOpen truthValue = iota
	isTrue
	isFalse
)

func truth(s Set) truthValue {
	c, ok := unwrap(s.single()).(Const)
	switch {
	case !ok:
		return isOpen
	case c.text == "true":
		return isTrue
	case c.text == "false":
		return isFalse
	}
	return isOpen
}

func truthSet(t truthValue, typ func() Set) Set {
	switch t {
	case isTrue:
		return one(constBool(true))
	case isFalse:
		return one(constBool(false))
	}
	return typ()
}

// narrowBy restricts the operands of a condition for one of its outcomes.
func (a *activation) narrowBy(cond ssa.Value, outcome bool) func() {
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			return a.narrowBy(c.X, !outcome)
		}
	case *ssa.BinOp:
		if c.Op != token.EQL && c.Op != token.NEQ {
			return nil
		}
		return a.narrowEqual(c.X, c.Y, outcome == (c.Op == token.EQL))
	case *ssa.Call:
		return a.narrowTested(c, outcome)
	}
	return nil
}

func (a *activation) narrowEqual(x, y ssa.Value, equal bool) func() {
	xs, ys := a.get(x), a.get(y)
	a.m.comparesCommand(xs, ys)
	a.m.comparesCommand(ys, xs)
	if restore := a.narrowChannel(xs, ys, equal); restore != nil {
		return restore
	}
	if restore := a.narrowChannel(ys, xs, equal); restore != nil {
		return restore
	}
	if _, ok := a.shape.regs[x]; !ok {
		x, y, xs, ys = y, x, ys, xs
	}
	i, ok := a.shape.regs[x]
	if !ok {
		return nil
	}
	var kept Set
	if equal {
		kept = equalTo(xs, ys)
	} else {
		kept = a.unequalTo(xs, ys, x.Type())
	}
	if len(kept.vals) == 0 {
		return nil
	}
	kept.origin = xs.origin
	return a.override(i, kept)
}

// override narrows a register until the returned function is called.
func (a *activation) override(reg int, now Set) func() {
	n := len(a.known)
	old := a.regs[reg]
	a.known = append(a.known[:n:n], override{reg, now})
	a.regs[reg] = now
	return func() {
		a.known = a.known[:n]
		a.regs[reg] = old
	}
}

// agree narrows the registers that all ways into a block have narrowed, to what
// any of them allows.
func (a *activation) agree(in []*edge) func() {
	var undo []func()
	for _, o := range in[0].known {
		now, ok := o.now, true
		for _, e := range in[1:] {
			s, found := e.narrowed(o.reg)
			ok = ok && found
			now = now.union(s)
		}
		if ok && len(now.vals) > 0 && !now.equal(a.regs[o.reg]) {
			undo = append(undo, a.override(o.reg, now))
		}
	}
	return func() {
		for i := len(undo) - 1; i >= 0; i-- {
			undo[i]()
		}
	}
}

func (e *edge) narrowed(reg int) (Set, bool) {
	for i := len(e.known) - 1; i >= 0; i-- {
		if e.known[i].reg == reg {
			return e.known[i].now, true
		}
	}
	return Set{}, false
}

// narrowChannel notes which channel a message came on.
func (a *activation) narrowChannel(xs, ys Set, equal bool) func() {
	t, ok := unwrap(xs.single()).(*Text)
	if !ok {
		return nil
	}
	h := t.pureHole()
	if h == nil || h.kind != channelHole {
		return nil
	}
	to, ok := unwrap(ys.single()).(*Text)
	if !ok {
		return nil
	}
	m := a.m
	n := len(m.narrow)
	m.narrow = append(m.narrow[:n:n], narrowing{h.sub, to.settled(), !equal})
	return func() { m.narrow = m.narrow[:n] }
}

// equalTo is what is left of xs when it equals one of ys.
func equalTo(xs, ys Set) Set {
	var kept Set
	for _, y := range ys.vals {
		for _, x := range xs.vals {
			if mayEqual(unwrap(x), unwrap(y)) != isFalse {
				if isOpenValue(unwrap(x)) {
					kept = kept.with(y)
				} else {
					kept = kept.with(x)
				}
			}
		}
	}
	return kept
}

// unequalTo is what is left of xs when it does not equal ys.
func (a *activation) unequalTo(xs, ys Set, t types.Type) Set {
	y := ys.single()
	if y == nil || isOpenValue(unwrap(y)) {
		return xs
	}
	kept := Set{origin: xs.origin}
	for _, x := range xs.vals {
		if mayEqual(unwrap(x), unwrap(y)) == isTrue {
			continue
		}
		if u, ok := x.(Unknown); ok {
			if _, isNil := y.(Nil); isNil {
				u.nonNil = true
				x = u
			}
		}
		kept = kept.with(x)
	}
	return kept
}

func isOpenValue(v Value) bool {
	switch v := v.(type) {
	case Unknown:
		return true
	case *Text:
		_, ok := v.exact()
		return !ok
	}
	return false
}

// mayEqual compares two values.
func mayEqual(x, y Value) truthValue {
	if _, ok := y.(Nil); ok {
		x, y = y, x
	}
	if _, ok := x.(Nil); ok {
		return isNil(y)
	}
	switch x := x.(type) {
	case *Text:
		if y, ok := y.(*Text); ok {
			return textsEqual(x, y)
		}
	case Const:
		if y, ok := y.(Const); ok {
			return toTruth(x.text == y.text)
		}
	case Ref:
		if y, ok := y.(Ref); ok && (x.obj != y.obj || x.path != y.path) {
			return isFalse
		}
	case TypeVal:
		if y, ok := y.(TypeVal); ok {
			return toTruth(x.typ == y.typ)
		}
	}
	return isOpen
}

func toTruth(b bool) truthValue {
	if b {
		return isTrue
	}
	return isFalse
}

func isNil(v Value) truthValue {
	switch v := v.(type) {
	case Nil:
		return isTrue
	case Unknown:
		if v.nonNil {
			return isFalse
		}
	case Ref, Slice, *Func, TypeVal, *Struct, *Text, Const:
		return isFalse
	}
	return isOpen
}

// equalSets compares all alternatives.
func equalSets(xs, ys Set) truthValue {
	result := isOpen
	for i, x := range xs.vals {
		for j, y := range ys.vals {
			t := mayEqual(unwrap(x), unwrap(y))
			if i == 0 && j == 0 {
				result = t
			}
			if t != result {
				return isOpen
			}
		}
	}
	return result
}

// joinTexts is the union of what two ways give. A configuration reference that
// meets a known text is a reference with that text as its fallback:
// `if v := os.Getenv(k); v != "" { return v }; return "orders"`.
func joinTexts(x, y Set) Set {
	if s, ok := fallback(x, y); ok {
		return s
	}
	if s, ok := fallback(y, x); ok {
		return s
	}
	return x.union(y)
}

func fallback(ref, def Set) (Set, bool) {
	r, ok1 := unwrap(ref.single()).(*Text)
	d, ok2 := unwrap(def.single()).(*Text)
	if !ok1 || !ok2 {
		return Set{}, false
	}
	h := r.pureHole()
	if h == nil || h.kind != configHole || h.fallback != nil || d.id == "" || d.id == r.id {
		return Set{}, false
	}
	if g := d.pureHole(); g != nil && g.kind != configHole {
		return Set{}, false
	}
	filled := *h
	filled.fallback = d
	t := newText([]textPart{{hole: &filled}}, joinProv(r.prov, &prov{kind: "default", pos: provPos(d), text: d.name().Text}))
	return one(t).from(ref.origin.or(def.origin)), true
}

func provPos(t *Text) token.Pos {
	if t.prov == nil {
		return token.NoPos
	}
	return t.prov.pos
}

// constant is a constant as a value.
func (m *machine) constant(c *ssa.Const, pos token.Pos) Set {
	if c.Value == nil {
		return m.zero(c.Type())
	}
	switch c.Value.Kind() {
	case constant.String:
		return text(constant.StringVal(c.Value))
	case constant.Bool:
		return one(constBool(constant.BoolVal(c.Value)))
	case constant.Int:
		if n, ok := constant.Int64Val(c.Value); ok {
			return one(constInt(n))
		}
	}
	return one(Const{text: c.Value.ExactString()})
}

// widenNumbers makes a counter of a loop whose end is not known unknown.
func (m *machine) widenNumbers(s Set, t types.Type) Set {
	n := 0
	for _, v := range s.vals {
		if c, ok := v.(Const); ok && c.isNum {
			n++
		}
	}
	if n > 1 {
		return one(Unknown{typ: m.canon(t)}).from(s.origin)
	}
	return s
}
