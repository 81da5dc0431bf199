package eval

import (
	"go/types"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// layers is configuration that a library puts together from sources; the last one
// that has a key wins. Keys are written with dots and in any case.
type layers struct {
	list []layer
	// expand says that variables in the texts of files are filled in.
	expand bool
	// open says that there is a source which is not known.
	open bool
}

// layer is one source: a file, or values by key.
type layer struct {
	tree *config.Tree
	vals map[string]Set
	open bool // it is an environment that is not known
}

// part is a place in configuration, as libraries hand it out.
type part struct {
	of *layers
	at string // the key, "" for all
}

func (p part) sub(key string) part {
	return part{p.of, strings.Trim(p.at+"."+key, ".")}
}

// partOf is the configuration that a call is about: what its receiver is, or has
// collected so far.
func (c *apiCall) partOf(recv Set) (part, bool) {
	if p, ok := holding(recv.single()).(part); ok {
		return p, true
	}
	r, ok := unwrap(recv.single()).(Ref)
	if !ok || !r.obj.lib {
		return part{}, false
	}
	l := c.a.m.settings.layers[r.obj]
	if l == nil {
		l = &layers{}
		c.a.m.settings.layers[r.obj] = l
	}
	return part{of: l}, true
}

// collecting makes an object of a library that sources are added to.
func collecting(c *apiCall) []Set {
	o := c.a.m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	o.lib = true
	c.a.m.settings.layers[o] = &layers{}
	return []Set{one(Ref{o, ""})}
}

// get is what a key has.
func (p part) get(m *machine, key string) (Set, bool) {
	at := strings.ToLower(p.sub(key).at)
	for i := len(p.of.list) - 1; i >= 0; i-- {
		l := p.of.list[i]
		if s, ok := l.vals[at]; ok {
			return s, true
		}
		if v, ok := l.tree.Value(l.tree.LookupFold(strings.Split(at, ".")...)); ok {
			return one(source{m: m, tree: l.tree, expand: p.of.expand}.text(key, v)), true
		}
	}
	return Set{}, false
}

// read is a read of a key, with a default where the library has one.
func (p part) read(c *apiCall, key Set, def Set) []Set {
	out := Set{origin: key.origin}
	for _, t := range key.texts() {
		k, ok := t.settled().exact()
		if !ok {
			continue
		}
		step := &prov{kind: "config", pos: c.at.Pos(), text: p.sub(k).at}
		s, ok := p.get(c.a.m, k)
		switch {
		case ok:
			s = strip(s).withoutSecrets(p.sub(k).at).under(step)
		case !isEmpty(def):
			s = def.withoutSecrets(p.sub(k).at).under(step)
		default:
			s = one(c.reference(p.sub(k).at))
		}
		out = out.union(s)
	}
	if len(out.vals) == 0 || len(c.out) == 0 {
		return nil
	}
	c.out[0] = out
	return c.out
}

// decode fills what values point to, source by source.
func (p part) decode(c *apiCall, into Set, tag string) {
	m := c.a.m
	if p.of.open {
		m.havoc(into, 0)
	}
	for _, l := range p.of.list {
		if n := l.tree.LookupFold(keyPath(p.at)...); n != nil {
			m.decodeInto(c.a, into, source{m: m, tree: l.tree, tag: tag, expand: p.of.expand}, n)
		}
	}
	for _, v := range into.vals {
		if r, ok := unwrap(v).(Ref); ok {
			c.overlay(r, typeAt(r), tag, strings.ToLower(p.at), func(key string) (Set, bool) { return part{of: p.of}.get(m, key) }, 0)
		}
	}
}

// keyPath are the parts of a key, none for all.
func keyPath(key string) []string {
	if key == "" {
		return nil
	}
	return strings.Split(key, ".")
}

// typeAt is the type of a place.
func typeAt(r Ref) types.Type {
	if r.path == "" {
		return r.obj.typ
	}
	return placeType(r)
}

// overlay stores the values of keys in the fields of a struct that are called like
// them.
func (c *apiCall) overlay(r Ref, t types.Type, tag, key string, get func(key string) (Set, bool), depth int) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxConfigDepth {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		name, inline := fieldKey(f, st.Tag(i), tag)
		sub := strings.ToLower(name)
		if key != "" {
			sub = key + "." + sub
		}
		if inline {
			sub = key
		}
		place, ft := Ref{r.obj, r.path + fieldPath("", f.Name())}, f.Type()
		if p, ok := ft.Underlying().(*types.Pointer); ok {
			if _, isStruct := p.Elem().Underlying().(*types.Struct); isStruct {
				place, ft = c.pointed(place, p), p.Elem()
			}
		}
		if _, isStruct := ft.Underlying().(*types.Struct); isStruct {
			c.overlay(place, ft, tag, sub, get, depth+1)
			continue
		}
		if s, ok := get(sub); ok {
			s = s.withoutSecrets(sub)
			if text, isText := unwrap(s.single()).(*Text); isText {
				c.storeConfigured(place, ft, text)
			} else {
				c.a.m.storeAt(c.a, place, s, ft, true)
			}
		}
	}
}
