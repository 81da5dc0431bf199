package eval

import (
	"go/types"
	"reflect"
	"strings"
)

// fieldTag is what is said about a parameter, a result or a field of a struct of
// them: `name:"x"`, `group:"x,flatten"`, `optional:"true"`.
type fieldTag struct {
	name, group             string
	flatten, soft, optional bool
}

func parseTag(tag reflect.StructTag) fieldTag {
	t := fieldTag{name: tag.Get("name"), optional: tag.Get("optional") == "true"}
	t.group, t.flatten = cutFlag(tag.Get("group"), "flatten")
	t.group, t.soft = cutFlag(t.group, "soft")
	return t
}

func cutFlag(s, flag string) (string, bool) {
	name, ok := strings.CutSuffix(s, ","+flag)
	return name, ok
}

func parseTags(texts []Set) []reflect.StructTag {
	var out []reflect.StructTag
	for _, s := range texts {
		text, _ := s.exactText()
		out = append(out, reflect.StructTag(text))
	}
	return out
}

// structField is a field of a struct of parameters or results.
type structField struct {
	slot
	fieldTag
	path string
	typ  types.Type
}

// structFields are the fields of a struct of parameters or results, and those of
// such structs in it.
func structFields(m *machine, t types.Type, path string) []structField {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var out []structField
	for i := range st.NumFields() {
		f := st.Field(i)
		p := fieldPath(path, f.Name())
		switch {
		case isMarker(f.Type(), "In") || isMarker(f.Type(), "Out") || !f.Exported():
		case isParams(f.Type()) || isResults(f.Type()):
			out = append(out, structFields(m, f.Type(), p)...)
		default:
			out = append(out, newField(m, p, f.Type(), parseTag(reflect.StructTag(st.Tag(i)))))
		}
	}
	return out
}

func newField(m *machine, path string, t types.Type, tag fieldTag) structField {
	s := slot{m.canon(t), tag.name, tag.group}
	if tag.group != "" && tag.flatten {
		s.typ = m.canon(elemType(t))
	}
	return structField{slot: s, fieldTag: tag, path: path, typ: t}
}

// isParams and isResults say whether a struct has dig.In or dig.Out embedded, also
// under fx's names for them.
func isParams(t types.Type) bool { return embeds(t, "In", 0) }

func isResults(t types.Type) bool { return embeds(t, "Out", 0) }

func embeds(t types.Type, marker string, depth int) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 4 {
		return false
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		if f.Embedded() && (isMarker(f.Type(), marker) || embeds(f.Type(), marker, depth+1)) {
			return true
		}
	}
	return false
}

func isMarker(t types.Type, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "go.uber.org/dig"
}

// arguments are what a provider's function gets.
func (in *injection) arguments(p *provider) []Set {
	if p.args != nil {
		return p.args
	}
	sig := p.fn().fn.Signature
	args := make([]Set, sig.Params().Len())
	for i := range args {
		v := sig.Params().At(i)
		var tag fieldTag
		if i < len(p.params) {
			tag = parseTag(p.params[i])
		}
		tag.optional = tag.optional || sig.Variadic() && i == len(args)-1
		want := v.Type()
		if i < len(p.from) && p.from[i] != nil {
			want = p.from[i]
		}
		args[i] = in.parameter(p.home, want, tag, v.Name())
		if types.IsInterface(v.Type()) {
			args[i] = in.a.m.wrap(args[i], want)
		}
	}
	return args
}

// parameter is what a module gets for a parameter.
func (in *injection) parameter(home *Object, t types.Type, tag fieldTag, name string) Set {
	m := in.a.m
	if isParams(t) {
		return in.paramStruct(home, t)
	}
	if tag.group != "" {
		return in.group(home, t, tag)
	}
	s, ok := in.value(home, slot{typ: m.canon(t), name: tag.name})
	switch {
	case ok:
		return s
	case tag.optional:
		return m.zero(t)
	}
	return m.unknown(t, name)
}

// paramStruct fills a struct of parameters.
func (in *injection) paramStruct(home *Object, t types.Type) Set {
	m := in.a.m
	var sets []Set
	fields := structFields(m, t, "")
	for _, f := range fields {
		sets = append(sets, in.parameter(home, f.typ, f.fieldTag, f.path[1:]))
	}
	o := m.object(in.a, vkey{in.at, "params " + types.TypeString(t, nil)}, t)
	for i, f := range fields {
		m.storeAt(in.a, Ref{o, f.path}, sets[i], f.typ, true)
	}
	return one(m.snapshot(o, "", t))
}

// group makes the slice of a group's members.
func (in *injection) group(home *Object, t types.Type, tag fieldTag) Set {
	m, elem := in.a.m, elemType(t)
	s := slot{typ: m.canon(elem), group: tag.group}
	members := in.members(home, s, tag.soft)
	o := m.object(in.a, vkey{in.at, "group " + s.String()}, t)
	in.a.fill(o, 0, members, elem)
	return one(Slice{o, "", 0, len(members)})
}
