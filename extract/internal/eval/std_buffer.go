package eval

import "go/types"

// Buffers and builders keep what was written to them in a cell of their own: text,
// or what a serializer wrote. What is written by code that is not known makes the
// text open, since a name that misses a part would be a wrong one.

// writtenCell holds what was written to a buffer or builder.
const writtenCell = ".$written"

// bufferOf is a buffer with contents. One of a file's contents is as good as the file: it
// is there to be decoded.
func bufferOf(c *apiCall) []Set {
	if _, ok := unwrap(c.args[0].single()).(FileData); ok {
		return []Set{c.args[0]}
	}
	o := c.a.m.object(c.a, c.at, pointee(c.sig.Results().At(0).Type()))
	if !isEmpty(c.args[0]) {
		c.a.m.storeAt(c.a, Ref{o, writtenCell}, c.args[0], types.Typ[types.Invalid], true)
	}
	return []Set{one(Ref{o, ""})}
}

func written(c *apiCall) []Set {
	r, ok := unwrap(c.recv.single()).(Ref)
	if !ok {
		return nil
	}
	if s, ok := r.obj.cells[r.path+writtenCell]; ok {
		if r.obj.owner != c.a {
			s = strip(s)
		}
		return []Set{s.from(origin{content: c.recv.self | c.recv.content})}
	}
	if len(r.obj.cells) == 0 && isString(c.sig.Results().At(0).Type()) {
		return []Set{text("")}
	}
	return nil
}

// writtenLen is the length of what was written, of which programs ask whether a
// separator is due.
func writtenLen(c *apiCall) []Set {
	if r, ok := unwrap(c.recv.single()).(Ref); ok {
		s, ok := r.obj.cells[r.path+writtenCell]
		if text, exact := s.exactText(); exact || !ok && len(r.obj.cells) == 0 {
			return []Set{one(constInt(int64(len(text))))}
		}
	}
	return c.out
}

func resetBuffer(c *apiCall) []Set {
	for _, v := range c.recv.vals {
		if r, ok := unwrap(v).(Ref); ok {
			c.a.m.storeAt(c.a, Ref{r.obj, r.path + writtenCell}, text(""), types.Typ[types.Invalid], len(c.recv.vals) == 1)
		}
	}
	return c.out
}

// write is a method that writes its argument: text, bytes, or a letter.
func write(c *apiCall) []Set {
	r, ok := unwrap(c.recv.single()).(Ref)
	if !ok {
		return nil
	}
	s := c.args[0]
	if _, letter := c.paramType(0).Underlying().(*types.Basic); letter && !isString(c.paramType(0)) {
		if n, ok := s.num(); ok {
			s = text(string(rune(n))).from(s.origin)
		}
	}
	c.a.writeTo(r, s)
	return c.out
}

// writeTo appends to a buffer. Of what was serialized, what frames it is left out.
func (a *activation) writeTo(r Ref, more Set) {
	cell := Ref{r.obj, r.path + writtenCell}
	have := r.obj.cells[cell.path]
	switch {
	case isSerialized(have):
		return
	case len(have.vals) > 0 && !isSerialized(more):
		more = a.m.concatSets(have, more).from(have.origin.or(more.origin))
	}
	a.m.storeAt(a, cell, more, types.Typ[types.Invalid], true)
}

func isSerialized(s Set) bool {
	for _, v := range s.vals {
		switch unwrap(v).(type) {
		case Encoded, Payload:
			return true
		}
	}
	return false
}

// bufferAt is the buffer that a writer is, if it is one.
func bufferAt(v Value) (Ref, bool) {
	r, ok := unwrap(v).(Ref)
	if !ok {
		return r, false
	}
	t := placeType(r)
	return r, isNamed(t, "strings", "Builder") || isNamed(t, "bytes", "Buffer")
}

// openBuffers makes the text of buffers open that code that is not known may
// write to: its own methods, and functions that take a writer.
func (c *apiCall) openBuffers() {
	c.openBuffer(c.recv)
	for i, s := range c.args {
		if writes(c.paramType(i)) {
			c.openBuffer(s)
		}
	}
}

func (c *apiCall) openBuffer(s Set) {
	for _, v := range s.vals {
		if r, ok := bufferAt(v); ok {
			c.a.writeTo(r, one(runtimeText("…")))
		}
	}
}

// writes says whether what takes a value of a type may write to it.
func writes(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Write")
	return obj != nil
}
