package eval

import (
	"go/types"
	"sort"
	"strconv"
	"strings"
)

// snapshot copies a struct or array out of an object.
func (m *machine) snapshot(o *Object, path string, t types.Type) *Struct {
	v := &Struct{typ: m.canon(t), unknown: o.unknown() || o.lib, name: placeName(o, path)}
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
	} else if s, ok := m.partBrought(v.cells, v.typ, path, t); ok {
		return s
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
		return one(Payload{v.from, true})
	}
	if v.unknown {
		return m.unknown(t, strings.TrimPrefix(v.name+path, "."))
	}
	return m.zero(t)
}
