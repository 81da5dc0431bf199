package eval

import "go/types"

// row is what a function is given for one combination of its arguments'
// alternatives, and what it returned.
type row struct {
	args    []string
	of      *Text // its first text
	config  *Text // a text that is known by its default only
	results []any
}

// execute runs a function of which all arguments are known, for each of their
// alternatives. It gives them as texts, and takes strings, lists of them, numbers
// and truth values.
func execute(f func(args ...string) []any) intrinsic {
	return func(c *apiCall) []Set {
		rows, ok := c.rows()
		if !ok {
			return nil
		}
		var from origin
		for _, s := range c.args {
			from = from.or(s.origin)
		}
		for i := range rows {
			if rows[i].results = f(rows[i].args...); rows[i].results == nil || len(rows[i].results) != len(c.out) {
				return nil
			}
		}
		out := make([]Set, len(c.out))
		for i := range out {
			out[i] = c.joined(rows, i).from(from)
		}
		return out
	}
}

// rows are the combinations of alternatives.
func (c *apiCall) rows() ([]row, bool) {
	rows := []row{{}}
	for _, s := range c.args {
		var next []row
		if len(s.vals) == 0 || len(rows)*len(s.vals) > maxProduct {
			return nil, false
		}
		for _, r := range rows {
			for _, v := range s.vals {
				longer, ok := r.add(unwrap(v))
				if !ok {
					return nil, false
				}
				next = append(next, longer)
			}
		}
		rows = next
	}
	return rows, true
}

func (r row) add(v Value) (row, bool) {
	n := len(r.args)
	switch v := v.(type) {
	case Const:
		r.args = append(r.args[:n:n], v.text)
		return r, true
	case *Text:
		s, ok := v.settled().exact()
		if !ok {
			return r, false
		}
		if _, known := v.exact(); !known && r.config == nil {
			r.config = v
		}
		if r.of == nil {
			r.of = v
		}
		r.args = append(r.args[:n:n], s)
		return r, true
	}
	return r, false
}

// joined is one result of all rows. A text that a default decides is a default too.
func (c *apiCall) joined(rows []row, i int) Set {
	var out Set
	for _, r := range rows {
		switch v := r.results[i].(type) {
		case string:
			if r.config != nil {
				out = out.with(r.config.defaulting(v))
				continue
			}
			out = out.with(newText([]textPart{{lit: v}}, r.prov()))
		case []string:
			return c.joinedLists(rows, i)
		case nil:
			out = out.with(Nil{})
		default:
			if n, ok := v.(int); ok {
				out = out.with(constInt(int64(n)))
			}
			if b, ok := v.(bool); ok {
				out = out.with(constBool(b))
			}
		}
	}
	return out
}

func (r row) prov() *prov {
	if r.of == nil {
		return nil
	}
	return r.of.prov
}

// joinedLists has the alternatives of each element; of lists of several lengths,
// any element may be any.
func (c *apiCall) joinedLists(rows []row, i int) Set {
	first, _ := rows[0].results[i].([]string)
	o, n := c.a.m.object(c.a, c.at, types.NewSlice(types.Typ[types.String])), len(first)
	for _, r := range rows {
		if list, _ := r.results[i].([]string); len(list) != n {
			n = -1
		}
	}
	for _, r := range rows {
		list, _ := r.results[i].([]string)
		for j, s := range list {
			path := anyElem
			if n >= 0 {
				path = indexPath("", j)
			}
			c.a.m.set(o, path, o.cells[path].with(newText([]textPart{{lit: s}}, r.prov())))
		}
	}
	return one(Slice{o, "", 0, n})
}
