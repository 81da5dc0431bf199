package eval

import (
	"go/types"
)

// entriesOf are the entries of a map, each as a map with that one only: so its key
// and value stay together.
func (c *apiCall) entriesOf(s Set) ([]Set, bool) {
	r, ok := unwrap(s.single()).(Ref)
	if !ok || r.path != "" {
		return nil, false
	}
	mt, ok := r.obj.typ.Underlying().(*types.Map)
	if !ok {
		return nil, false
	}
	keys, vals := c.a.m.entries(r.obj, mt.Elem())
	if len(keys) < 2 {
		return nil, false
	}
	var out []Set
	for i, key := range keys {
		o := c.a.m.object(c.a, vkey{c.at, "entry " + c.a.m.setID(s) + c.a.m.setID(key)}, r.obj.typ)
		c.a.mapUpdate(one(Ref{o, ""}), strip(key), vals[i])
		out = append(out, one(Ref{o, ""}).from(s.origin).keep(s.dep))
	}
	return out, true
}
