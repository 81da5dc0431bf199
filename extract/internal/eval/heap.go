package eval

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Object is what one allocation made: cells by path ("", ".Topic", "[0].Name",
// "{key}"). A cell that is not set is zero, or unknown in an unknown object.
type Object struct {
	id    int
	typ   types.Type
	name  string // what holes of an unknown object are called after
	cells map[string]Set
	ids   map[string]int // of cells, see journal.go
	// keys are the keys of map entries, by path, in the order of insertion.
	keys  map[string]Set
	order []string
	// late is what asynchronous code wrote in this or an earlier round.
	late map[string]Set
	seq  int // when it was last allocated
	// owner is the activation that allocated it; taint collects the origins,
	// in that activation's terms, of what was stored in it, given of what
	// functions stored that it called.
	owner   *activation
	taint   origin
	given   origin
	collect map[string]bool // attributes that several options add to
	escaped bool            // its parts are being escaped
	local   bool            // a variable that its function keeps to itself
	lib     bool            // made by a client library: cells are attributes of its model
	msg     *message
	// decoded is the message that the object was decoded from.
	decoded *subscription
	ch      *channel
}

// channel is the state of a Go channel.
type channel struct {
	sends    []*send
	received bool
	// sink is what values sent on it are published by, for a channel that a
	// client library handed out.
	sink *sink
}

const unknownCell = "\x00unknown"

type site struct {
	act  string
	at   any // ssa.Instruction, or a name within one
	iter string
}

// object returns the object of an allocation, made anew in this state.
func (m *machine) object(a *activation, at any, t types.Type) *Object {
	k := site{at: at}
	if a != nil {
		k.act, k.iter = a.key, a.iter
	}
	o := m.objects[k]
	if o == nil {
		o = &Object{id: len(m.objects), typ: t}
		m.objects[k] = o
	}
	o.owner, o.taint, o.given, o.msg, o.decoded, o.lib = a, origin{}, origin{}, nil, nil, false
	m.seq++
	o.seq = m.seq
	for p := range o.cells {
		m.set(o, p, Set{})
	}
	return o
}

// load reads a place as a value of type t.
func (m *machine) load(r Ref, t types.Type) Set {
	o := r.obj
	s := o.cells[r.path]
	if late, ok := o.late[r.path]; ok {
		s = s.union(late)
	}
	if len(s.vals) > 0 {
		return s
	}
	if o.msg != nil && r.path != "" {
		if s, ok := o.msg.part(m, r.path, t); ok {
			return s
		}
	} else if s, ok := m.partBrought(o.cells, o.typ, r.path, t); ok {
		return s
	}
	if strings.HasSuffix(r.path, anyElem) {
		if s := m.elements(o, strings.TrimSuffix(r.path, anyElem), t); len(s.vals) > 0 {
			return s
		}
	} else if i := strings.LastIndex(r.path, "["); i >= 0 && strings.HasSuffix(r.path, "]") {
		if s, ok := o.cells[r.path[:i]+anyElem]; ok {
			return s
		}
	}
	if isAggregate(t) {
		return one(m.snapshot(o, r.path, t))
	}
	if o.decoded != nil && isBytes(t) && r.path != "" {
		return one(Payload{o.decoded, true}) // an envelope: its bytes are decoded next
	}
	if o.lib && embeddedHandle(r, t) {
		return one(Ref{o, ""})
	}
	if o.unknown() || o.lib || strings.Contains(r.path, anyElem) {
		return m.unknown(t, placeName(o, r.path))
	}
	return m.zero(t)
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

func isAggregate(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// elements joins what an unknown index may mean.
func (m *machine) elements(o *Object, base string, t types.Type) Set {
	var s Set
	seen := map[string]bool{}
	for _, p := range sortedCells(o) {
		rest, ok := under(p, base)
		if !ok || rest[0] != '[' {
			continue
		}
		end := strings.IndexByte(rest, ']') + 1
		if elem := base + rest[:end]; !seen[elem] {
			seen[elem] = true
			if isAggregate(t) {
				s = s.with(m.snapshot(o, elem, t))
			} else {
				s = s.union(o.cells[elem])
			}
		}
	}
	return s
}

// placeName is what a place in an object is called, whichever element of a list it is.
func placeName(o *Object, path string) string {
	return strings.TrimPrefix(strings.ReplaceAll(o.name+path, anyElem, ""), ".")
}

// read loads what a set of addresses points to, with its origin in terms of the
// activation that reads.
func (m *machine) read(a *activation, addr Set, t types.Type) Set {
	var out Set
	from := origin{content: addr.any()}
	for _, v := range addr.vals {
		switch v := v.(type) {
		case Ref:
			s := m.load(v, t)
			if v.obj.msg != nil && v.path != "" {
				from = origin{} // what a message brings, no caller decides
			}
			if v.obj.owner == a && a != nil {
				s = s.from(givenTo(v.obj, t))
			} else {
				s = strip(s).from(m.seenBy(a, v.obj.owner, s.origin, 0))
			}
			out = out.union(s)
		case Unknown:
			out = out.union(m.unknown(t, v.name))
		}
	}
	if len(out.vals) == 0 {
		out = m.unknown(t, "")
	}
	return out.from(from)
}

// seenBy gives the origin of what an activation stored in its own object in terms
// of one that called it, directly or through others.
func (m *machine) seenBy(a, owner *activation, from origin, depth int) origin {
	var out origin
	if a == nil || owner == nil || from == (origin{}) || depth > 3 {
		return out
	}
	for _, e := range owner.callers[:min(len(owner.callers), maxTraces)] {
		t := e.translate(owner.fn, from)
		if e.caller != a {
			t = m.seenBy(a, e.caller, t, depth+1)
		}
		out = out.or(t)
	}
	return out
}

// givenTo is the origin of what others put in an object: of a text that is read
// from it, or within an aggregate.
func givenTo(o *Object, t types.Type) origin {
	if isAggregate(t) {
		return origin{within: o.given.any()}
	}
	return o.given
}

// strip removes origins that belong to another activation, also from the parts
// of struct values.
func strip(s Set) Set {
	s.origin = origin{}
	for i, v := range s.vals {
		sv, ok := v.(*Struct)
		if !ok || !sv.hasOrigin() {
			continue
		}
		c := *sv
		c.cells = make(map[string]Set, len(sv.cells))
		for p, part := range sv.cells {
			c.cells[p] = part.plain()
		}
		s.vals = append([]Value(nil), s.vals...)
		s.vals[i] = &c
	}
	return s
}

func (v *Struct) hasOrigin() bool {
	for _, s := range v.cells {
		if s.origin != (origin{}) {
			return true
		}
	}
	return false
}

// zero is the zero value of a type.
func (m *machine) zero(t types.Type) Set {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			return one(emptyText)
		case u.Info()&types.IsBoolean != 0:
			return one(constBool(false))
		case u.Info()&types.IsNumeric != 0:
			return one(constInt(0))
		}
	case *types.Struct, *types.Array:
		v := &Struct{typ: m.canon(t)}
		m.identify(v)
		return one(v)
	}
	return one(Nil{})
}

var emptyText = literal("")

// unknown is any value of a type.
func (m *machine) unknown(t types.Type, name string) Set {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return one(runtimeText(name))
		}
	case *types.Struct, *types.Array:
		v := &Struct{typ: m.canon(t), unknown: true, name: name}
		m.identify(v)
		return one(v)
	}
	return one(Unknown{typ: m.canon(t), name: name})
}

// global is the object of a package variable.
func (m *machine) global(g *ssa.Global) *Object {
	k := site{at: g}
	o := m.objects[k]
	if o == nil {
		t := g.Type().(*types.Pointer).Elem()
		o = &Object{id: len(m.objects), typ: t, name: g.Name()}
		m.objects[k] = o
	}
	if g.Pkg == nil || !m.hasBody(g.Pkg) {
		if !o.unknown() {
			m.put(o, unknownCell, one(constBool(true)))
			if g.String() == "os.Args" {
				m.put(o, "", one(m.commandLine("os.Args", 1)))
			}
		}
	}
	return o
}

const anyKey = "{*}"
