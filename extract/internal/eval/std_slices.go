package eval

import (
	"go/types"
	"slices"
)

// Functions that copy, reorder and search slices, and copy maps.

func sliceFunctions() map[string]intrinsic {
	all := map[string]intrinsic{
		"slices.Clone":      cloneSlice,
		"slices.Insert":     insert,
		"slices.DeleteFunc": each(pair.valueOnly, func(g *gathered, e pair, r []Set) { g.addUnless(r[0], e.val) }),
		"maps.Clone":        cloneMap,
		"slices.Contains":   findElement(func(i int) Value { return constBool(i >= 0) }),
		"slices.Index":      findElement(func(i int) Value { return constInt(int64(i)) }),
		"slices.Reverse":    reorder(reversed),
		"slices.Sort":       reorder(sorted),
		"sort.Strings":      reorder(sorted),
	}
	for _, name := range []string{
		"slices.SortFunc", "slices.SortStableFunc", "sort.Slice", "sort.SliceStable", "sort.Sort", "sort.Stable",
		"sort.Ints", "sort.Float64s",
	} {
		all[name] = reorder(anyOrder)
	}
	return all
}

// cloneSlice is append to nothing: its array is another one.
func cloneSlice(c *apiCall) []Set {
	for _, v := range c.args[0].vals {
		if _, ok := unwrap(v).(Slice); !ok {
			return sameArg(0)(c)
		}
	}
	c.out[0] = c.a.appendTo(c.at, one(Nil{}), c.args[0], c.sig.Params().At(0).Type())
	if s, ok := c.args[0].single().(Slice); ok {
		c.out[0] = c.a.appendTo(c.at, one(Nil{}), c.args[0], s.obj.typ)
	}
	return c.out
}

func cloneMap(c *apiCall) []Set {
	r, ok := unwrap(c.args[0].single()).(Ref)
	if !ok || r.path != "" || r.obj.unknown() {
		return sameArg(0)(c)
	}
	if _, ok := r.obj.typ.Underlying().(*types.Map); !ok {
		return sameArg(0)(c)
	}
	keys, vals := c.a.m.entries(r.obj, elemType(r.obj.typ))
	o := c.a.m.object(c.a, vkey{c.at, "map"}, r.obj.typ)
	for i, key := range keys {
		c.a.mapUpdate(one(Ref{o, ""}), key, vals[i])
	}
	c.out[0] = one(Ref{o, ""}).from(c.args[0].origin)
	return c.out
}

// insert is a list with others put in at a known place.
func insert(c *apiCall) []Set {
	s, isSlice := c.args[0].single().(Slice)
	at, known := c.args[1].num()
	list, more := c.a.elementsOf(c.args[0]), c.variadic(2)
	if !isSlice || s.n < 0 || !known || at < 0 || at > len(list) {
		return nil
	}
	g := &gathered{c: c, list: slices.Concat(list[:at], more, list[at:])}
	return g.results()
}

// findElement gives where a value is in a known list, -1 if it surely is nowhere.
func findElement(result func(int) Value) intrinsic {
	return func(c *apiCall) []Set {
		s, ok := c.args[0].single().(Slice)
		if !ok {
			return nil
		}
		_, elems, ok := c.a.m.listElems(s, elemType(s.obj.typ))
		if !ok {
			return nil
		}
		for i, e := range elems {
			switch equalSets(e, c.args[1]) {
			case isTrue:
				c.out[0] = one(result(i))
				return c.out
			case isOpen:
				return nil
			}
		}
		c.out[0] = one(result(-1))
		return c.out
	}
}

// reorder changes the order of a list's elements; the call is left to the
// default, which calls what compares them.
func reorder(order func([]Set) []Set) intrinsic {
	return func(c *apiCall) []Set {
		for _, v := range c.args[0].vals {
			s, ok := unwrap(v).(Slice)
			if !ok {
				continue
			}
			elem := elemType(s.obj.typ)
			n, elems, ok := c.a.m.listElems(s, elem)
			if !ok || n < 2 {
				continue
			}
			if len(c.args[0].vals) > 1 {
				elems = anyOrder(elems)
			} else {
				elems = order(elems)
			}
			for i, e := range elems {
				c.a.m.storeAt(c.a, Ref{s.obj, indexPath(s.path, s.lo+i)}, e, elem, true)
			}
		}
		return nil
	}
}

func reverseInto(c *apiCall) []Set {
	reorder(reversed)(c)
	return sameArg(0)(c)
}

func reversed(elems []Set) []Set {
	out := slices.Clone(elems)
	slices.Reverse(out)
	return out
}

// anyOrder makes all elements alternatives of each place.
func anyOrder(elems []Set) []Set {
	var all Set
	for _, e := range elems {
		all = all.union(e)
	}
	out := make([]Set, len(elems))
	for i := range out {
		out[i] = all
	}
	return out
}

// sorted is the order of texts that are known, else any.
func sorted(elems []Set) []Set {
	for _, e := range elems {
		if _, ok := e.exactText(); !ok {
			return anyOrder(elems)
		}
	}
	out := slices.Clone(elems)
	slices.SortStableFunc(out, func(x, y Set) int {
		a, _ := x.exactText()
		b, _ := y.exactText()
		return cmpStrings(a, b)
	})
	return out
}

func cmpStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// backward is slices.Backward: the elements with their indices, last first.
func backward(c *apiCall) []Set {
	var seq sequence
	var id []Set
	for _, e := range c.pairs(0) {
		seq = append(sequence{e}, seq...)
		id = append(id, e.key, e.val)
	}
	return c.hold(seq, id...)
}

// ordered makes a slice of an iterator's elements in another order.
func ordered(order func([]Set) []Set) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		g := &gathered{c: c}
		for _, e := range c.pairs(0) {
			g.add(e.val)
		}
		g.list = order(g.list)
		return g.results()
	}
}
