package eval

import (
	"go/types"
	"sort"
	"strings"
	"time"

	"github.com/flowvet/flowvet/extract/internal/model"
)

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
	case model.StepDuration:
		return durationStep(s)
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
		return c.a.readAt(Ref{r.obj, full}, t, from)
	}
	t := pathType(r.obj.typ, full)
	if t == nil {
		t = types.Typ[types.String]
	}
	return c.a.readAt(Ref{r.obj, full}, t, from)
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

// durationStep writes nanoseconds as people write a duration.
func durationStep(s Set) Set {
	out := Set{origin: s.origin, dep: s.dep}
	for _, v := range s.vals {
		if n, ok := unwrap(v).(Const); ok && n.isNum && n.num != 0 {
			text := time.Duration(n.num).String()
			if strings.HasSuffix(text, "m0s") {
				text = strings.TrimSuffix(text, "0s")
			}
			if strings.HasSuffix(text, "h0m") {
				text = strings.TrimSuffix(text, "0m")
			}
			v = literal(text)
		}
		out = out.with(v)
	}
	return out
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
