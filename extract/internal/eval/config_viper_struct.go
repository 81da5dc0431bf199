package eval

import (
	"go/types"
	"strings"
)

func (v *viper) unmarshalKey(c *apiCall) []Set {
	key, ok := c.args[0].settledText()
	if !ok {
		return nil
	}
	return v.unmarshal(c, strings.ToLower(key), 1)
}

// unmarshal fills a struct with the keys that viper knows: those of its files,
// its defaults, and variables bound one by one.
func (v *viper) unmarshal(c *apiCall, key string, into int) []Set {
	tree, n := v.node(key)
	if n != nil {
		c.a.m.decodeInto(c.a, c.args[into], source{tree, "mapstructure", true}, n)
	} else if v.unread && len(v.defaults) == 0 && len(v.bound) == 0 {
		c.a.m.havoc(c.args[into], 0)
	}
	for _, val := range c.args[into].vals {
		r, ok := unwrap(val).(Ref)
		if !ok {
			continue
		}
		t := placeType(r)
		if r.path == "" {
			t = r.obj.typ
		}
		v.fill(c, r, t, key, 0)
	}
	return c.out
}

// fill overlays the values of keys that are set elsewhere than in files.
func (v *viper) fill(c *apiCall, r Ref, t types.Type, key string, depth int) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxConfigDepth {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		name, inline := fieldKey(f, st.Tag(i), "mapstructure")
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
			v.fill(c, place, ft, sub, depth+1)
			continue
		}
		if !v.overlays(sub) {
			continue
		}
		if s, ok := v.value(c.a.m, sub); ok {
			if text, isText := unwrap(s.single()).(*Text); isText {
				c.storeConfigured(place, ft, text)
			} else {
				c.a.m.storeAt(c.a, place, s, ft, true)
			}
		}
	}
}

// overlays says whether a key may have a value that no file gives: Unmarshal asks
// the environment only for keys that viper knows.
func (v *viper) overlays(key string) bool {
	if v.parent != nil {
		return v.parent.overlays(v.sub + "." + key)
	}
	_, set := v.set[key]
	_, def := v.defaults[key]
	_, flag := v.flags[key]
	if set || def || flag || v.whole || v.bound[key] != nil {
		return true
	}
	_, n := v.node(key)
	return v.auto && n != nil
}
