package eval

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Value is one abstract value. Values with equal keys are the same value.
type Value interface{ key() vkey }

// vkey identifies a value: a pointer that is unique to it, or a kind, and a
// string beside it.
type vkey struct {
	p any
	s string
}

type kind string

// Const is a constant that is no string; text is its exact form.
type Const struct {
	text  string
	num   int64
	isNum bool
}

// Nil is the nil of any type, and the zero value of types without fields.
type Nil struct{}

// Ref points to a place in an object: a variable, a field, an element. Maps and
// Go channels are Refs to their object.
type Ref struct {
	obj  *Object
	path string
}

// Slice is a slice of an array object; n is -1 when the length is not known.
type Slice struct {
	obj   *Object
	path  string
	lo, n int
}

// Struct is a struct or array by value: a copy of an object's cells.
type Struct struct {
	typ     types.Type
	cells   map[string]Set
	unknown bool
	name    string
	msg     *message
	from    *subscription // decoded from its message
	id      string
}

// Func is a function with the values it captured.
type Func struct {
	fn   *ssa.Function
	free []Set
	id   string
	// by is the function that made the value, in is its activation, and from are
	// the origins there of what was captured.
	by   *ssa.Function
	in   *activation
	from []origin
}

// Iface is a value that is no pointer to an object in an interface: it keeps the
// dynamic type.
type Iface struct {
	typ types.Type // canonical
	val Value
}

// TypeVal is a reflect.Type.
type TypeVal struct{ typ types.Type }

// Encoded is what a serializer made of a value.
type Encoded struct {
	val      Value
	encoding string
}

// Payload is the payload of a received message, before decoding; inner is the part
// of a decoded envelope that is to be decoded next.
type Payload struct {
	sub   *subscription
	inner bool
}

// Unknown is any value of a type; name says what it was called.
type Unknown struct {
	typ    types.Type // canonical
	name   string
	nonNil bool
}

// iter is the state of a range over a map.
type iter struct {
	keys []Set
	vals []Set
	id   string
}

func (v *Text) key() vkey { return vkey{kind("text"), v.id} }
func (v Const) key() vkey { return vkey{kind("const"), v.text} }
func (v Nil) key() vkey   { return vkey{kind("nil"), ""} }
func (v Ref) key() vkey   { return vkey{v.obj, v.path} }
func (v Slice) key() vkey {
	return vkey{v.obj, v.path + ":" + strconv.Itoa(v.lo) + ":" + strconv.Itoa(v.n)}
}
func (v *Struct) key() vkey { return vkey{kind("struct"), v.id} }
func (v *Func) key() vkey   { return vkey{v.fn, v.id} }
func (v TypeVal) key() vkey { return vkey{v.typ, "type"} }
func (v Payload) key() vkey { return vkey{v.sub, "payload" + strconv.FormatBool(v.inner)} }
func (v *iter) key() vkey   { return vkey{kind("iter"), v.id} }
func (v Iface) key() vkey {
	k := v.val.key()
	return vkey{ifaceKey{v.typ, k.p}, k.s}
}
func (v Encoded) key() vkey {
	k := v.val.key()
	return vkey{encodedKey{v.encoding, k.p}, k.s}
}
func (v Unknown) key() vkey {
	if v.nonNil {
		return vkey{v.typ, "nonnil"}
	}
	return vkey{v.typ, "unknown"}
}

type ifaceKey struct {
	typ types.Type
	p   any
}

type encodedKey struct {
	encoding string
	p        any
}

func constInt(n int64) Const { return Const{text: strconv.FormatInt(n, 10), num: n, isNum: true} }

func constBool(b bool) Const { return Const{text: strconv.FormatBool(b)} }

// Set is the values that a variable may have, in the order found. Its origin
// says which parameters of the running activation decided it.
type Set struct {
	vals []Value
	origin
	// dep is how the values came into the place that they were read from.
	dep *deposit
}

// deposit is a store: an activation put values, some of which its parameters may
// have decided, where code that is called later finds them.
type deposit struct {
	act  *activation
	pos  token.Pos
	from origin
	// before is how the values came to the place that they were stored from.
	before *deposit
	depth  int
}

// origin has a bit for each parameter and captured variable of an activation,
// and fromChan for what a Go channel brought: self for those that the value is,
// content for those that it was read from, within for those that something in it
// comes from.
type origin struct{ self, content, within uint64 }

const fromChan = uint64(1) << 63

func (o origin) or(p origin) origin {
	return origin{o.self | p.self, o.content | p.content, o.within | p.within}
}

func (o origin) any() uint64 { return o.self | o.content | o.within }

func one(v Value) Set { return Set{vals: []Value{v}} }

func text(s string) Set { return one(literal(s)) }

func (s Set) single() Value {
	if len(s.vals) == 1 {
		return s.vals[0]
	}
	return nil
}

func (s Set) from(o origin) Set {
	s.origin = s.origin.or(o)
	return s
}

func (s Set) plain() Set {
	s.origin = origin{}
	return s
}

// keep leaves a set's own deposit when it is moved, rather than given anew.
func (s Set) keep(d *deposit) Set {
	if d != nil {
		s.dep = d
	}
	return s
}

func (s Set) has(k vkey) bool {
	for _, v := range s.vals {
		if v.key() == k {
			return true
		}
	}
	return false
}

// with adds a value; the receiver is not changed.
func (s Set) with(v Value) Set {
	if v == nil || s.has(v.key()) {
		return s
	}
	vals := make([]Value, len(s.vals), len(s.vals)+1)
	copy(vals, s.vals)
	s.vals = append(vals, v)
	if len(s.vals) > maxAlternatives {
		s.vals = widen(s.vals)
	}
	return s
}

func (s Set) union(o Set) Set {
	if s.dep == nil {
		s.dep = o.dep
	}
	if len(s.vals) == 0 {
		s.vals = o.vals
	} else {
		for _, v := range o.vals {
			s = s.with(v)
		}
	}
	return s.from(o.origin)
}

func (s Set) equal(o Set) bool { return s.origin == o.origin && s.same(o) }

// same says whether two sets have the same values, whatever their order and origins.
func (s Set) same(o Set) bool {
	if len(s.vals) != len(o.vals) {
		return false
	}
	if len(s.vals) == 0 || &s.vals[0] == &o.vals[0] {
		return true
	}
	for _, v := range s.vals {
		if !o.has(v.key()) {
			return false
		}
	}
	return true
}

// widen joins too many alternatives: texts to their common pattern; of other
// values the first ones stay, since an unknown of their type would lose what
// they are.
func widen(vals []Value) []Value {
	var pattern *Text
	var rest []Value
	for _, v := range vals {
		t, ok := v.(*Text)
		switch {
		case !ok:
			rest = append(rest, v)
		case pattern == nil:
			pattern = t
		default:
			pattern = generalize(pattern, t)
		}
	}
	if pattern != nil {
		return append([]Value{pattern}, rest...)
	}
	return rest[:maxAlternatives]
}

// texts are the texts of a set.
func (s Set) texts() []*Text {
	var out []*Text
	for _, v := range s.vals {
		if t, ok := unwrap(v).(*Text); ok {
			out = append(out, t)
		}
	}
	return out
}

// exactText is the string when a set is one known string.
func (s Set) exactText() (string, bool) {
	if t, ok := unwrap(s.single()).(*Text); ok {
		return t.exact()
	}
	return "", false
}

// bare takes the values out of their interfaces.
func (s Set) bare() Set {
	vals := s.vals
	s.vals = nil
	for _, v := range vals {
		s = s.with(unwrap(v))
	}
	return s
}

// num is the number when a set is one known integer.
func (s Set) num() (int, bool) {
	if c, ok := unwrap(s.single()).(Const); ok && c.isNum {
		return int(c.num), true
	}
	return 0, false
}

func unwrap(v Value) Value {
	if i, ok := v.(Iface); ok {
		return i.val
	}
	return v
}

func fieldPath(base, name string) string { return base + "." + name }

func indexPath(base string, i int) string { return base + "[" + strconv.Itoa(i) + "]" }

const anyElem = "[*]"

// under says whether cell path p lies below base, and how it goes on.
func under(p, base string) (string, bool) {
	rest, ok := strings.CutPrefix(p, base)
	if !ok || rest == "" {
		return "", false
	}
	return rest, rest[0] == '.' || rest[0] == '[' || rest[0] == '{'
}
