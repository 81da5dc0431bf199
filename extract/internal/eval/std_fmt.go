package eval

import (
	"strings"
)

// Formatting: verbs take the texts, numbers and types that are known.

// printed is a function that returns what it prints; nothing is printed if the
// format is not known at all.
func printed(print func(*apiCall) Set) intrinsic {
	return func(c *apiCall) []Set {
		if s := print(c); len(s.vals) > 0 {
			return []Set{s}
		}
		return nil
	}
}

// printedTo prints to its first argument, if that is a buffer.
func printedTo(print func(*apiCall) Set) intrinsic {
	return func(c *apiCall) []Set {
		r, ok := bufferAt(c.args[0].single())
		if !ok {
			return nil
		}
		d := *c
		d.args = c.args[1:]
		s := print(&d)
		if len(s.vals) == 0 {
			return nil
		}
		c.a.writeTo(r, s)
		return c.out
	}
}

// sprintf fills a format; each verb takes the next argument.
func sprintf(c *apiCall) Set {
	format, ok := c.args[0].exactText()
	if !ok {
		return c.formatUnknown()
	}
	args := c.variadic(1)
	out, from := text(""), c.args[0].origin
	for next := 0; format != ""; {
		lit, rest, found := strings.Cut(format, "%")
		out = c.a.m.concatSets(out, text(lit))
		if !found {
			break
		}
		var v verb
		v, format, next = cutVerb(rest, next, args)
		if v.letter() == '%' {
			if !v.open {
				out = c.a.m.concatSets(out, text("%"))
				continue
			}
			return one(runtimeText("…"))
		}
		s := c.a.textAt(c.format(argAt(args, v.arg), v), c.at.Pos())
		from = from.or(s.origin)
		out = c.a.m.concatSets(out, s)
	}
	whole, _ := c.args[0].exactText()
	return out.plain().under(&prov{kind: "format", pos: c.at.Pos(), text: whole}).from(from)
}

// under puts a step in front of the provenance of all texts.
func (s Set) under(p *prov) Set {
	vals := make([]Value, len(s.vals))
	for i, v := range s.vals {
		if t, ok := v.(*Text); ok {
			v = t.under(p)
		}
		vals[i] = v
	}
	s.vals = vals
	return s
}

// formatUnknown keeps a format of holes that is itself not known.
func (c *apiCall) formatUnknown() Set {
	var out Set
	for _, t := range c.args[0].texts() {
		format, ok := t.settled().exact()
		if !ok {
			out = out.with(t)
			continue
		}
		d := *c
		d.args = append([]Set{text(format).from(c.args[0].origin)}, c.args[1:]...)
		printed := sprintf(&d)
		out.origin = out.origin.or(printed.origin)
		for _, s := range printed.texts() {
			out = out.with(t.defaultingTo(s))
		}
	}
	return out.from(out.origin.or(c.args[0].origin))
}

// variadic are the elements of the variadic argument.
func (c *apiCall) variadic(i int) []Set {
	if i >= len(c.args) {
		return nil
	}
	var out []Set
	for _, e := range c.a.elementsOf(c.args[i]) {
		if e.single() == nil || e.single() != (Nil{}) {
			out = append(out, e)
		}
	}
	if v, ok := unwrap(c.args[i].single()).(Slice); ok && v.n == 0 {
		return nil
	}
	return out
}

// format is one value as a format prints it.
func (c *apiCall) format(s Set, verb verb) Set {
	out := Set{origin: s.origin}
	for _, v := range s.vals {
		if verb.letter() == 'T' {
			if t := typeOfValue(v); t != nil {
				out = out.with(literal(shortTypeName(t)))
				continue
			}
		}
		if strings.IndexByte("vsq", verb.letter()) >= 0 {
			if printed, ok := c.stringer(v); ok {
				for _, t := range c.a.m.asTexts(printed) {
					out = out.with(verb.print(t, t))
				}
				out = out.from(printed.origin)
				continue
			}
		}
		out = out.with(verb.print(v, c.a.m.asText(v)))
	}
	return out
}

// stringer calls a value's String method.
func (c *apiCall) stringer(v Value) (Set, bool) {
	i, ok := v.(Iface)
	if !ok {
		return Set{}, false
	}
	for _, name := range []string{"Error", "String"} {
		if fn := c.a.m.methodNamed(i.typ, name); fn != nil && fn.Signature.Params().Len() == 0 && fn.Signature.Results().Len() == 1 {
			act := c.a.m.enter(c.a, c.at, fn, nil, []Set{one(i.val)})
			if act != nil && len(act.results) == 1 {
				return strip(act.results[0]), true
			}
		}
	}
	return Set{}, false
}

// sprint prints its arguments one after the other, with a space between two of
// which neither is a string.
func sprint(c *apiCall) Set {
	return c.concatArgs(func(before, e Set) bool { return !isTextual(before) && !isTextual(e) })
}

func sprintln(c *apiCall) Set {
	s := c.concatArgs(func(Set, Set) bool { return true })
	return c.a.m.concatSets(s, text("\n")).from(s.origin)
}

func (c *apiCall) concatArgs(space func(before, e Set) bool) Set {
	out := text("")
	args := c.variadic(0)
	for i, e := range args {
		if i > 0 && space(args[i-1], e) {
			out = c.a.m.concatSets(out, text(" ")).from(out.origin)
		}
		out = c.a.m.concatSets(out, c.format(e, verb{spec: "%v"})).from(out.origin.or(e.origin))
	}
	return out
}

func isTextual(s Set) bool {
	_, ok := unwrap(firstValue(s)).(*Text)
	return ok
}

func formatArg(spec string) intrinsic {
	return func(c *apiCall) []Set { return []Set{c.format(c.args[0], verb{spec: spec})} }
}

// formatInt is strconv.FormatInt, which only base ten leaves as other code prints
// numbers.
func formatInt(c *apiCall) []Set {
	if base, ok := c.args[1].num(); !ok || base != 10 {
		return nil
	}
	return []Set{c.format(c.args[0], verb{spec: "%v"})}
}

// failure makes an error that is not nil.
func failure(c *apiCall) []Set {
	return []Set{one(Unknown{typ: c.a.m.canon(c.sig.Results().At(0).Type()), nonNil: true})}
}
