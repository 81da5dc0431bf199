package eval

import (
	"go/types"

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
			out = append(out, a.readAt(Ref{sl.obj, indexPath(sl.path, sl.lo+i)}, elem, from))
		}
		return out
	}
	var out []Set
	for _, e := range a.m.anyElement(one(sl), elem).vals {
		out = append(out, one(e).from(from))
	}
	return out
}

// readAt reads a place for a model. What this activation put there keeps its
// origin, whatever else it put beside it; what is in others' objects came with the
// pointer.
func (a *activation) readAt(r Ref, t types.Type, from origin) Set {
	s := a.m.load(r, t)
	if r.obj.owner == a {
		return s.from(origin{self: r.obj.given.self, content: r.obj.given.content | from.self | from.content})
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
			out = out.union(c.a.readAt(r, t, s.origin))
			continue
		}
		out = out.with(v)
	}
	if changed {
		return c.followAgain(out)
	}
	return out
}

// isMapObject tells a map from a variable that holds one.
func isMapObject(r Ref, t types.Type) bool {
	_, isMap := t.Underlying().(*types.Map)
	return isMap && len(r.obj.cells[r.path].vals) == 0
}

// followAgain is a second pointer on the way; more are not followed.
func (c *apiCall) followAgain(s Set) Set {
	out := Set{origin: s.origin, dep: s.dep}
	for _, v := range s.vals {
		if r, ok := unwrap(v).(Ref); ok && !r.obj.lib && r.obj.ch == nil {
			if b, ok := placeType(r).Underlying().(*types.Basic); ok {
				out = out.union(c.a.readAt(r, b, s.origin))
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
