package eval

import (
	"go/types"
	"sort"
	"strconv"
	"strings"
)

// What layered configuration is put together from.

// layerOf is the source that a value is: a file, or a map or struct of the program.
func (c *apiCall) layerOf(v Value, tag, format string) (layer, bool) {
	switch v := unwrap(v).(type) {
	case FileData:
		tree := c.a.m.treeOf(v, format)
		return layer{tree: tree}, tree != nil
	case *Held:
		l, ok := v.of.(layer)
		return l, ok
	case Ref:
		l := layer{vals: map[string]Set{}}
		c.flatten(l.vals, "", one(v), tag, 0)
		return l, len(l.vals) > 0
	case *Struct:
		l := layer{vals: map[string]Set{}}
		c.flatten(l.vals, "", one(v), tag, 0)
		return l, len(l.vals) > 0
	}
	return layer{}, false
}

// flatten lists the texts in maps and structs by key.
func (c *apiCall) flatten(into map[string]Set, key string, s Set, tag string, depth int) {
	if depth > maxConfigDepth || len(into) > maxTextParts*maxUnroll {
		return
	}
	below := func(name string) string { return strings.TrimPrefix(key+"."+strings.ToLower(name), ".") }
	switch v := unwrap(s.single()).(type) {
	case *Text:
		into[key] = strip(s).orDefault(c)
	case *Struct:
		st, ok := v.typ.Underlying().(*types.Struct)
		for i := range st.NumFields() {
			name, _ := fieldKey(st.Field(i), st.Tag(i), tag)
			if ok && name != "-" {
				c.flatten(into, below(name), c.a.m.field(v, fieldPath("", st.Field(i).Name()), st.Field(i).Type()), tag, depth+1)
			}
		}
	case Ref:
		if st, ok := typeAt(v).Underlying().(*types.Struct); ok {
			c.flatten(into, key, one(c.a.m.snapshot(v.obj, v.path, st)), tag, depth+1)
			return
		}
		paths := make([]string, 0, len(v.obj.keys))
		for p := range v.obj.keys {
			paths = append(paths, p)
		}
		sort.Strings(paths)
		for _, p := range paths {
			if name, ok := v.obj.keys[p].exactText(); ok {
				c.flatten(into, below(name), v.obj.cells[p], tag, depth+1)
			}
		}
	}
}

// orDefault says of known texts that have no place yet where the program set them.
func (s Set) orDefault(c *apiCall) Set {
	vals := make([]Value, len(s.vals))
	for i, v := range s.vals {
		if t, ok := unwrap(v).(*Text); ok && t.prov == nil {
			v = t.under(&prov{kind: "default", pos: c.at.Pos(), text: t.id})
		}
		vals[i] = v
	}
	s.vals = vals
	return s
}

// variables is the source that a program makes of its environment: those with a
// prefix, each under the key that a function makes of its name.
func (c *apiCall) variables(prefix string, rename Set) layer {
	l := layer{vals: map[string]Set{}, open: c.a.m.unit == nil || c.a.m.unit.Variables() == nil}
	if l.open {
		return l
	}
	for i, name := range c.a.m.unit.Variables() {
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		t, ok := c.a.m.environment(name)
		key := name
		if r := c.callArg(rename, "variable"+strconv.Itoa(i), []Set{text(name), one(t)}); len(r) > 0 {
			if key, ok = r[0].settledText(); !ok {
				continue
			}
		}
		if ok && key != "" {
			l.vals[strings.ToLower(key)] = one(t.under(&prov{kind: "env", pos: c.at.Pos(), text: name}))
		}
	}
	return l
}
