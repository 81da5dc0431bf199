package eval

// Names that the program's own types give: riverqueue's channels are what Kind
// returns of the type of a job's arguments.

// ownMethod is what a method of the program returns of a value.
func (c *apiCall) ownMethod(v Value, name string, from Set) Set {
	fn := c.a.m.methodNamed(typeOfValue(v), name)
	if fn == nil || fn.Signature.Params().Len() > 0 || fn.Signature.Results().Len() == 0 {
		return Set{}
	}
	recv := from
	recv.vals = []Value{unwrap(v)}
	results := c.a.callValue(c.at, c.at, name, target{fn: fn, args: []Set{recv}, from: from.origin})
	if len(results) == 0 {
		return Set{}
	}
	return results[0]
}

// typeArgument is the zero value of the type that a generic function is called with.
func (c *apiCall) typeArgument() Set {
	if c.typ == nil || len(c.typ.TypeArgs()) == 0 {
		return Set{}
	}
	t := c.typ.TypeArgs()[0]
	return c.a.m.wrap(c.a.m.zero(t), t)
}
