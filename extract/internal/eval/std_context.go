package eval

import "go/types"

// Contexts carry values of the program, by key; HTTP requests carry a context.

// contextWith keeps a value in a context: an object with the parent's. A value
// that is not known is not worth one, unless it hides one that is.
func contextWith(c *apiCall) []Set {
	k, ok := c.a.m.keyPath(firstValue(c.args[1]))
	if !ok {
		return nil
	}
	parent, _ := unwrap(c.args[0].single()).(Ref)
	if isOpenValue(unwrap(firstValue(c.args[2]))) && (parent.obj == nil || len(parent.obj.cells[k].vals) == 0) {
		return nil
	}
	o := c.a.m.object(c.a, c.at, c.sig.Results().At(0).Type())
	o.lib = true
	c.a.m.copyCells(o, parent)
	c.a.m.storeAt(c.a, Ref{o, k}, c.args[2], types.Typ[types.Invalid], true)
	return []Set{one(Ref{o, ""})}
}

func (m *machine) copyCells(to *Object, from Ref) {
	if from.obj == nil || from.path != "" {
		return
	}
	for _, path := range sortedCells(from.obj) {
		m.set(to, path, strip(from.obj.cells[path]))
	}
}

func contextValue(c *apiCall) []Set {
	r, ok := unwrap(c.recv.single()).(Ref)
	if !ok {
		return nil
	}
	if k, ok := c.a.m.keyPath(firstValue(c.args[0])); ok {
		if s, ok := r.obj.cells[k]; ok {
			return []Set{strip(s)}
		}
	}
	return nil
}

// contextCell is the context of an HTTP request.
const contextCell = ".$context"

// requestWith is a request with another context: what else is in it, the server
// knows.
func requestWith(c *apiCall) []Set {
	o := c.a.m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	switch v := c.recv.single().(type) {
	case Ref:
		o.name = v.obj.name
		c.a.m.copyCells(o, v)
	case Unknown:
		o.name = v.name
	}
	c.a.m.set(o, unknownCell, one(constBool(true)))
	c.a.m.storeAt(c.a, Ref{o, contextCell}, c.args[0], types.Typ[types.Invalid], true)
	return []Set{one(Ref{o, ""})}
}

func requestContext(c *apiCall) []Set {
	if r, ok := c.recv.single().(Ref); ok {
		if s, ok := r.obj.cells[r.path+contextCell]; ok {
			return []Set{strip(s)}
		}
	}
	return nil
}

// carriesValues says whether an argument is a context with values in it, or a
// request with such a context: others do not tell calls apart.
func carriesValues(s Set) bool {
	r, ok := unwrap(s.single()).(Ref)
	if !ok {
		return false
	}
	if in, ok := r.obj.cells[contextCell]; ok {
		return carriesValues(in)
	}
	return r.obj.lib && isContext(r.obj.typ)
}
