package eval

import (
	"go/types"
	"sort"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// eval is the value of a model's expression in a call: the first alternative
// that is not empty. The result is empty if none is.
func (c *apiCall) eval(e *model.Expression) Set {
	if e == nil {
		return Set{}
	}
	var maybe Set
	for i := range e.Paths {
		s := c.evalPath(&e.Paths[i])
		switch {
		case isEmpty(s):
		case !isUnseen(s):
			return s
		case len(maybe.vals) == 0:
			maybe = s
		}
	}
	return maybe
}

// isUnseen says whether all that is known of an attribute is that nothing here gave
// it: that of a context, say, which came from elsewhere.
func isUnseen(s Set) bool {
	u, ok := s.single().(Unknown)
	return ok && types.Identical(u.typ, types.Typ[types.Invalid])
}

func isEmpty(s Set) bool { return len(s.vals) == 0 || isZeroSet(s) }

// each lists the elements of an expression, which keep their parts together.
func (c *apiCall) each(e *model.Expression) []Set {
	for i := range e.Paths {
		p := e.Paths[i]
		if n := len(p.Steps); n > 0 && p.Steps[n-1].Kind == model.StepElements {
			p.Steps = p.Steps[:n-1]
		}
		s := c.evalPath(&p)
		if isEmpty(s) {
			continue
		}
		var out []Set
		for _, v := range s.vals {
			if entries, ok := c.entriesOf(one(v).from(s.origin).keep(s.dep)); ok {
				out = append(out, entries...)
				continue
			}
			out = append(out, c.a.elementsOf(one(v).from(s.origin))...)
		}
		return out
	}
	return nil
}

// elementsOf are the elements of a slice, one by one while its length is known.
func (a *activation) elementsOf(s Set) []Set {
	from := s.origin
	from.content |= s.origin.any()
	if s.dep != nil {
		outer := s.dep
		s.dep = nil
		elems := a.elementsOf(s)
		for i := range elems {
			elems[i].dep = outer
		}
		return elems
	}
	v := unwrap(s.single())
	sl, ok := v.(Slice)
	if !ok {
		if u, isUnknown := v.(Unknown); isUnknown {
			return []Set{a.m.unknown(elemType(u.typ), u.name).from(from)}
		}
		if st, isStruct := v.(*Struct); isStruct {
			if _, isArray := st.typ.Underlying().(*types.Array); isArray {
				return a.partsOf(st, from)
			}
		}
		return []Set{s}
	}
	elem := elemType(sl.obj.typ)
	if sl.path != "" {
		elem = elemType(pathTypeOr(sl.obj.typ, sl.path))
	}
	if n, _, ok := a.m.listElems(sl, elem); ok {
		var out []Set
		for i := range n {
			out = append(out, a.read1(Ref{sl.obj, indexPath(sl.path, sl.lo+i)}, elem, from))
		}
		return out
	}
	var out []Set
	for _, e := range a.m.anyElement(one(sl), elem).vals {
		out = append(out, one(e).from(from))
	}
	return out
}

// read1 reads a place for a model. What this activation put there keeps its
// origin; what else is in it came with the pointer.
func (a *activation) read1(r Ref, t types.Type, from origin) Set {
	s := a.m.load(r, t)
	if r.obj.owner == a {
		return s.from(origin{self: r.obj.given.self, content: r.obj.given.content | from.any()})
	}
	return strip(s).from(origin{content: from.any()})
}

func (a *activation) partsOf(st *Struct, from origin) []Set {
	arr := st.typ.Underlying().(*types.Array)
	var out []Set
	for i := range min(int(arr.Len()), maxUnroll) {
		out = append(out, a.m.field(st, indexPath("", i), arr.Elem()).from(from))
	}
	return out
}

func (c *apiCall) evalPath(p *model.Path) Set {
	s := c.base(p)
	for _, st := range p.Steps {
		s = c.follow(s)
		s = c.step(s, st)
		if len(s.vals) == 0 {
			return s
		}
	}
	return c.follow(s)
}

func (c *apiCall) base(p *model.Path) Set {
	switch p.Base {
	case model.BaseParam:
		if p.Param < len(c.args) {
			return c.args[p.Param]
		}
	case model.BaseRecv:
		return c.recv
	case model.BaseResult:
		if p.Param < len(c.out) {
			return c.out[p.Param]
		}
	case model.BaseIt:
		return c.it
	case model.BaseSent:
		return c.sent
	case model.BaseOpt:
		if c.opts != nil {
			return one(Ref{c.opts, ""})
		}
	case model.BaseText:
		return c.template(p.Text)
	case model.BaseType:
		return c.typeArgument()
	}
	return Set{}
}

// template fills a text; with an empty hole it is empty.
func (c *apiCall) template(parts []model.Part) Set {
	out := text("")
	for _, p := range parts {
		if p.Hole == nil {
			out = c.a.m.concatSets(out, text(p.Lit)).from(out.origin)
			continue
		}
		s := c.eval(p.Hole)
		if isEmpty(s) {
			return Set{}
		}
		out = c.a.m.concatSets(out, s).from(out.origin.or(s.origin))
	}
	return out
}

// follow goes through pointers to texts, numbers and pointers.
func (c *apiCall) follow(s Set) Set {
	out := Set{origin: s.origin, dep: s.dep}
	changed := false
	for _, v := range s.vals {
		r, ok := unwrap(v).(Ref)
		if !ok || r.obj.ch != nil {
			out = out.with(v)
			continue
		}
		t := placeType(r)
		switch t.Underlying().(type) {
		case *types.Basic, *types.Pointer, *types.Interface, *types.Slice, *types.Map:
			if r.obj.lib && r.path == "" || isMapObject(r, t) {
				break
			}
			changed = true
			out = out.union(c.a.read1(r, t, s.origin))
			continue
		}
		out = out.with(v)
	}
	if changed {
		return c.follow2(out)
	}
	return out
}

// isMapObject tells a map from a variable that holds one.
func isMapObject(r Ref, t types.Type) bool {
	_, isMap := t.Underlying().(*types.Map)
	return isMap && len(r.obj.cells[r.path].vals) == 0
}

// follow2 is a second pointer on the way; more are not followed.
func (c *apiCall) follow2(s Set) Set {
	out := Set{origin: s.origin, dep: s.dep}
	for _, v := range s.vals {
		if r, ok := unwrap(v).(Ref); ok && !r.obj.lib && r.obj.ch == nil {
			if b, ok := placeType(r).Underlying().(*types.Basic); ok {
				out = out.union(c.a.read1(r, b, s.origin))
				continue
			}
		}
		out = out.with(v)
	}
	return out
}

func placeType(r Ref) types.Type {
	if t := pathType(r.obj.typ, r.path); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

func (c *apiCall) step(s Set, st model.Step) Set {
	switch st.Kind {
	case model.StepField:
		return c.fieldStep(s, st.Name)
	case model.StepMethod:
		return c.methodStep(s, st.Name)
	case model.StepElements:
		var out Set
		for _, v := range s.vals {
			for _, e := range c.a.elementsOf(one(v).from(s.origin).keep(s.dep)) {
				out = out.union(e)
			}
		}
		return out
	case model.StepIndex:
		return c.indexStep(s, st.Index)
	case model.StepKey:
		return c.keyStep(s, st.Name)
	case model.StepKeys, model.StepValues:
		return c.mapStep(s, st.Kind == model.StepKeys)
	case model.StepType:
		return c.typeStep(s)
	case model.StepAssert:
		return c.assertStep(s, st.Name)
	}
	return Set{}
}

func (c *apiCall) fieldStep(s Set, name string) Set {
	path := fieldPath("", name)
	var out Set
	for _, v := range s.vals {
		switch v := unwrap(v).(type) {
		case Ref:
			out = out.union(c.attribute(v, path, s.origin))
		case *Struct:
			out = out.union(c.structPart(v, path, s.origin))
		case Unknown:
			out = out.union(c.unknownPart(v, name).from(origin{content: s.any()}))
		}
	}
	return out
}

// attribute is a field of an object, or what a model gave it.
func (c *apiCall) attribute(r Ref, path string, from origin) Set {
	full := r.path + path
	if _, ok := r.obj.cells[full]; !ok && len(r.obj.late[full].vals) == 0 {
		t := pathType(r.obj.typ, full)
		if t == nil {
			if r.obj.msg != nil {
				return r.obj.msg.attribute(path)
			}
			return Set{}
		}
		if r.obj.lib && r.obj.msg == nil && !isAggregate(t) {
			return Set{}
		}
		return c.a.read1(Ref{r.obj, full}, t, from)
	}
	t := pathType(r.obj.typ, full)
	if t == nil {
		t = types.Typ[types.String]
	}
	return c.a.read1(Ref{r.obj, full}, t, from)
}

func (c *apiCall) structPart(v *Struct, path string, from origin) Set {
	t := pathType(v.typ, path)
	if t == nil {
		if s, ok := v.cells[path]; ok {
			return s.from(origin{content: from.any()})
		}
		if v.msg != nil {
			return v.msg.attribute(path)
		}
		return Set{}
	}
	return c.a.m.field(v, path, t).from(origin{content: from.any()})
}

// unknownPart is a field of a value that is not known. An attribute of a model
// is a hole of its name.
func (c *apiCall) unknownPart(v Unknown, name string) Set {
	if obj, _, _ := types.LookupFieldOrMethod(v.typ, true, nil, name); obj != nil {
		if f, ok := obj.(*types.Var); ok {
			return c.a.m.unknown(f.Type(), joinName(v.name, "."+name))
		}
	}
	if name == strings.ToLower(name) {
		return one(Unknown{typ: c.a.m.canon(types.Typ[types.Invalid]), name: joinName(v.name, "."+name)})
	}
	return Set{}
}

func (c *apiCall) methodStep(s Set, name string) Set {
	var out Set
	for _, v := range s.vals {
		if msg := messageOf(v); msg != nil {
			if part, ok := msg.method(c.a.m, name, types.Typ[types.String]); ok {
				out = out.union(part)
				continue
			}
		}
		out = out.union(c.ownMethod(v, name, s))
	}
	if len(out.vals) == 0 {
		return one(runtimeText(name))
	}
	return out
}

func (c *apiCall) indexStep(s Set, i int) Set {
	var out Set
	for _, v := range s.vals {
		if elems := c.a.elementsOf(one(v).from(s.origin)); i < len(elems) {
			out = out.union(elems[i])
		}
	}
	return out
}

func (c *apiCall) keyStep(s Set, key string) Set {
	var out Set
	for _, v := range s.vals {
		r, ok := unwrap(v).(Ref)
		if !ok {
			continue
		}
		mt, ok := placeType(r).Underlying().(*types.Map)
		if !ok || r.path != "" {
			continue
		}
		if val, found := c.a.m.entryOf(r.obj, text(key), mt.Elem()); found != isFalse {
			if r.obj.owner != c.a {
				val = strip(val)
			}
			out = out.union(val).from(origin{content: s.self | s.content | r.obj.given.content})
		}
	}
	return out
}

func (c *apiCall) mapStep(s Set, keys bool) Set {
	var out Set
	for _, v := range s.vals {
		r, ok := unwrap(v).(Ref)
		if !ok {
			continue
		}
		ks, vs := c.a.m.entries(r.obj, elemType(r.obj.typ))
		if !keys {
			ks = vs
		}
		for _, k := range ks {
			out = out.union(strip(k))
		}
	}
	return out.from(origin{content: s.any()})
}

// typeStep is the name of a value's type.
func (c *apiCall) typeStep(s Set) Set {
	var out Set
	for _, v := range s.vals {
		if t := typeOfValue(v); t != nil {
			if n, ok := types.Unalias(pointee(t)).(*types.Named); ok {
				out = out.with(literal(n.Obj().Name()))
			}
		}
	}
	return out.from(s.origin)
}

// assertStep keeps the values whose type has a name.
func (c *apiCall) assertStep(s Set, name string) Set {
	out := Set{origin: s.origin, dep: s.dep}
	for _, v := range s.vals {
		if t := typeOfValue(v); t != nil {
			if n, ok := types.Unalias(pointee(t)).(*types.Named); ok && n.Obj().Name() == name {
				out = out.with(v)
			}
		}
	}
	return out
}

// typeOfValue is the Go type that a value is known to have.
func typeOfValue(v Value) types.Type {
	switch v := v.(type) {
	case Iface:
		return v.typ
	case Ref:
		if t := placeType(v); t != types.Typ[types.Invalid] {
			return types.NewPointer(t)
		}
	case Slice:
		return v.obj.typ
	case *Struct:
		return v.typ
	case Unknown:
		return v.typ
	case TypeVal:
		return v.typ
	case Variable:
		return v.typ
	}
	return nil
}

func sortedKeys(m map[string]Set) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
