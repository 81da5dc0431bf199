package eval

import (
	"go/types"
	"sort"
	"strconv"
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

type change struct {
	obj  *Object
	path string
	old  Set
}

// set writes a cell and remembers what it was. An empty set unsets it.
func (m *machine) set(o *Object, path string, s Set) {
	m.journal = append(m.journal, change{o, path, o.cells[path]})
	m.put(o, path, s)
}

func (m *machine) put(o *Object, path string, s Set) {
	if len(s.vals) == 0 {
		delete(o.cells, path)
		return
	}
	if o.cells == nil {
		o.cells = map[string]Set{}
	}
	o.cells[path] = s
}

func (m *machine) mark() int { return len(m.journal) }

// undo takes the heap back to a mark.
func (m *machine) undo(mark int) {
	for i := len(m.journal) - 1; i >= mark; i-- {
		c := m.journal[i]
		m.put(c.obj, c.path, c.old)
	}
	m.journal = m.journal[:mark]
}

type cellID struct {
	obj  *Object
	path string
}

// delta is what changed since a mark, in the order of the first change.
type delta struct {
	order []cellID
	vals  map[cellID]Set
	seq   int // the allocation count at the mark: later objects are new
}

func (m *machine) since(mark, seq int) *delta {
	d := &delta{seq: seq}
	if len(m.journal) == mark {
		return d
	}
	d.vals = make(map[cellID]Set, len(m.journal)-mark)
	for _, c := range m.journal[mark:] {
		id := cellID{c.obj, c.path}
		if _, ok := d.vals[id]; !ok {
			d.order = append(d.order, id)
			d.vals[id] = c.obj.cells[c.path]
		}
	}
	return d
}

// apply writes the join of what several paths changed, on top of the state they
// all started from.
func (m *machine) apply(ds []*delta) {
	if len(ds) == 1 {
		for _, id := range ds[0].order {
			m.set(id.obj, id.path, ds[0].vals[id])
		}
		return
	}
	done := map[cellID]bool{}
	for _, d := range ds {
		for _, id := range d.order {
			if done[id] {
				continue
			}
			done[id] = true
			m.set(id.obj, id.path, m.joined(id, ds))
		}
	}
}

func (m *machine) joined(id cellID, ds []*delta) Set {
	var s Set
	base, hasBase := id.obj.cells[id.path]
	fresh := id.obj.seq > ds[0].seq
	for _, d := range ds {
		v, ok := d.vals[id]
		switch {
		case ok && len(v.vals) > 0:
			s = joinTexts(s, v)
		case ok || fresh:
		case hasBase:
			s = joinTexts(s, base)
		case id.path != unknownCell:
			s = joinTexts(s, m.missing(id.obj, id.path))
		}
	}
	return s
}

// missing is what a cell that is not set holds, as far as that matters in a
// join: the zero text of a text cell.
func (m *machine) missing(o *Object, path string) Set {
	t := pathType(o.typ, path)
	if t == nil || o.unknown() {
		return Set{}
	}
	if _, ok := t.Underlying().(*types.Basic); ok {
		return m.zero(t)
	}
	return Set{}
}

func (o *Object) unknown() bool { _, ok := o.cells[unknownCell]; return ok }

// pathType is the type of a cell, nil if the path does not fit the type.
func pathType(t types.Type, path string) types.Type {
	for path != "" {
		name, rest := splitPath(path)
		switch {
		case name[0] == '.':
			t = fieldType(t, name[1:])
		case name[0] == '[' || name[0] == '{':
			if t = elemType(t); t == types.Typ[types.Invalid] {
				t = nil
			}
		default:
			return nil
		}
		if t == nil {
			return nil
		}
		path = rest
	}
	return t
}

// splitPath takes the first step off a path: ".Name", "[0]" or "{key}".
func splitPath(path string) (first, rest string) {
	if i := strings.IndexAny(path[1:], ".[{"); i >= 0 {
		return path[:i+1], path[i+1:]
	}
	return path, ""
}

func fieldType(t types.Type, name string) types.Type {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return st.Field(i).Type()
		}
	}
	return nil
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
		return one(Payload{o.decoded}) // an envelope: its bytes are decoded next
	}
	if o.unknown() || o.lib || strings.Contains(r.path, anyElem) {
		return m.unknown(t, strings.TrimPrefix(o.name+r.path, "."))
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

func sortedCells(o *Object) []string {
	paths := make([]string, 0, len(o.cells))
	for p := range o.cells {
		paths = append(paths, p)
	}
	sort.Slice(paths, func(i, j int) bool { return pathLess(paths[i], paths[j]) })
	return paths
}

// pathLess orders paths with numbers by value.
func pathLess(a, b string) bool {
	for a != "" && b != "" {
		if a[0] == '[' && b[0] == '[' {
			x, ra := leadingNumber(a[1:])
			y, rb := leadingNumber(b[1:])
			if x != y {
				return x < y
			}
			a, b = ra, rb
			continue
		}
		if a[0] != b[0] {
			return a[0] < b[0]
		}
		a, b = a[1:], b[1:]
	}
	return len(a) < len(b)
}

func leadingNumber(s string) (int, string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		n = -1
	}
	return n, s[i:]
}

// snapshot copies a struct or array out of an object.
func (m *machine) snapshot(o *Object, path string, t types.Type) *Struct {
	v := &Struct{typ: m.canon(t), unknown: o.unknown() || o.lib, name: strings.TrimPrefix(o.name+path, ".")}
	if path == "" {
		v.msg, v.from = o.msg, o.decoded
	}
	for _, cells := range []map[string]Set{o.cells, o.late} {
		for p, s := range cells {
			rest, ok := under(p, path)
			if !ok || len(v.cells) >= maxSnapshot {
				continue
			}
			if v.cells == nil {
				v.cells = map[string]Set{}
			}
			v.cells[rest] = v.cells[rest].union(s)
		}
	}
	m.identify(v)
	return v
}

// identify gives a struct value its identity: its type and contents.
func (m *machine) identify(v *Struct) {
	paths := make([]string, 0, len(v.cells))
	for p := range v.cells {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	var b strings.Builder
	b.WriteString(strconv.Itoa(m.vid(vkey{v.typ, "struct"})))
	if v.unknown {
		b.WriteByte('?')
	}
	if v.msg != nil {
		b.WriteString("m" + strconv.Itoa(m.vid(vkey{v.msg.sub, "message"})))
	}
	if v.from != nil {
		b.WriteString("d" + strconv.Itoa(m.vid(vkey{v.from, "decoded"})))
	}
	for _, p := range paths {
		b.WriteString(p)
		b.WriteByte('=')
		b.WriteString(m.setID(v.cells[p]))
	}
	v.id = b.String()
}

// field is a part of a struct value.
func (m *machine) field(v *Struct, path string, t types.Type) Set {
	if s, ok := v.cells[path]; ok && !isAggregate(t) {
		return s
	}
	if v.msg != nil {
		if s, ok := v.msg.part(m, path, t); ok {
			return s
		}
	}
	if isAggregate(t) {
		sub := &Struct{typ: m.canon(t), unknown: v.unknown, name: v.name + path}
		for p, s := range v.cells {
			if rest, ok := under(p, path); ok {
				if sub.cells == nil {
					sub.cells = map[string]Set{}
				}
				sub.cells[rest] = s
			}
		}
		m.identify(sub)
		return one(sub)
	}
	if v.from != nil && isBytes(t) {
		return one(Payload{v.from})
	}
	if v.unknown {
		return m.unknown(t, strings.TrimPrefix(v.name+path, "."))
	}
	return m.zero(t)
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

// store writes a set to each place of an address.
func (m *machine) store(a *activation, addr, val Set, t types.Type) {
	strong := len(addr.vals) == 1
	for _, v := range addr.vals {
		if r, ok := v.(Ref); ok {
			m.storeAt(a, r, val, t, strong && !strings.Contains(r.path, anyElem) && !strings.Contains(r.path, anyKey))
		}
	}
}

func (m *machine) storeAt(a *activation, r Ref, val Set, t types.Type, strong bool) {
	o := r.obj
	m.taint(a, o, m.deep(a, val))
	if a != nil {
		val.dep = newDeposit(a, val)
	}
	if o.owner != a {
		val = strip(val)
	}
	if !isAggregate(t) {
		m.write(o, r.path, val, strong)
		m.overwritten(o, r.path)
		return
	}
	if strong {
		for _, p := range sortedCells(o) {
			if _, ok := under(p, r.path); ok {
				m.set(o, p, Set{})
			}
		}
	}
	for _, v := range val.vals {
		sv, ok := v.(*Struct)
		if !ok {
			continue
		}
		if r.path == "" {
			o.msg, o.decoded = sv.msg, sv.from
			if sv.name != "" && o.name == "" {
				o.name = sv.name
			}
		}
		if sv.unknown && r.path == "" {
			m.set(o, unknownCell, one(constBool(true)))
		}
		paths := make([]string, 0, len(sv.cells))
		for p := range sv.cells {
			paths = append(paths, p)
		}
		sort.Strings(paths)
		for _, p := range paths {
			m.write(o, r.path+p, sv.cells[p], strong && len(val.vals) == 1)
		}
		if sv.unknown && r.path != "" {
			m.unknownFields(o, r.path, sv, t)
		}
	}
}

// unknownFields fills the fields of an unknown struct stored in a known object.
func (m *machine) unknownFields(o *Object, path string, sv *Struct, t types.Type) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		p := fieldPath("", f.Name())
		if isAggregate(f.Type()) {
			continue
		}
		if _, ok := sv.cells[p]; !ok {
			m.write(o, path+p, m.field(sv, p, f.Type()), false)
		}
	}
}

const maxDeposits = 8

func newDeposit(a *activation, val Set) *deposit {
	d := &deposit{act: a, pos: a.pos, from: val.origin}
	if before := val.dep; before != nil && before.depth < maxDeposits {
		d.before, d.depth = before, before.depth+1
	}
	return d
}

func (m *machine) write(o *Object, path string, s Set, strong bool) {
	if !strong {
		s = o.cells[path].union(s)
	}
	m.set(o, path, s)
	if m.async && o.seq < m.rootSeq {
		m.writeLate(o, path, s)
	}
}

// writeLate keeps what a callback wrote to an object that is older than it: code
// that ran before may run after it as well.
func (m *machine) writeLate(o *Object, path string, s Set) {
	for _, v := range s.vals {
		switch v := v.(type) {
		case Nil, Const, Unknown:
			continue
		case *Text:
			if h := v.pureHole(); v.id == "" || h != nil && h.kind == runtimeHole {
				continue
			}
		}
		if !o.late[path].has(v.key()) {
			if o.late == nil {
				o.late = map[string]Set{}
			}
			o.late[path] = o.late[path].with(v).plain()
			m.dirty = true
		}
	}
}

// taint adds the origin of a stored value to its object. Objects of other
// activations get it when the storing one returns to their owner.
func (m *machine) taint(a *activation, o *Object, from origin) {
	if a == nil || from == (origin{}) {
		return
	}
	if o.owner == a {
		o.taint = o.taint.or(from)
		return
	}
	a.taints = append(a.taints, taintOf{o, from})
}

type taintOf struct {
	obj  *Object
	from origin
}

// deep is the origin of a value with what was stored in it.
func (m *machine) deep(a *activation, s Set) origin {
	o := s.origin
	for _, v := range s.vals {
		switch v := unwrap(v).(type) {
		case Ref:
			if v.obj.owner == a {
				o = o.or(v.obj.taint)
			}
		case Slice:
			if v.obj.owner == a {
				o = o.or(v.obj.taint)
			}
		case *Struct:
			for _, c := range v.cells {
				o = o.or(c.origin)
			}
		case Encoded:
			o = o.or(m.deep(a, one(v.val)))
		}
	}
	return o
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
		}
	}
	return o
}

const anyKey = "{*}"
