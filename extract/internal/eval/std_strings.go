package eval

import (
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Functions of strings: run where what they are given is known. Holes stay, with
// the function applied to the literal parts around them where that is the same.

// eachText changes each text of the first argument. Payloads stay: they are text
// or bytes to be decoded.
func eachText(f func(*Text) *Text) intrinsic {
	return func(c *apiCall) []Set {
		out := Set{origin: c.args[0].origin}
		for _, v := range c.args[0].vals {
			switch v := unwrap(v).(type) {
			case *Text:
				out = out.with(f(v))
			case Payload:
				out = out.with(v)
			default:
				return nil
			}
		}
		return []Set{out}
	}
}

// mapText applies a function that works letter by letter.
func mapText(f func(string) string) intrinsic {
	return eachText(func(t *Text) *Text {
		parts := make([]textPart, len(t.parts))
		for i, p := range t.parts {
			parts[i] = p
			if p.hole == nil {
				parts[i].lit = f(p.lit)
			}
		}
		return newText(parts, t.prov)
	})
}

// mapWhole applies a function that needs to see the whole text.
func mapWhole(f func(string) string) intrinsic {
	return eachText(func(t *Text) *Text {
		if s, ok := t.exact(); ok {
			return newText([]textPart{{lit: f(s)}}, t.prov)
		}
		return t
	})
}

// trimSpace trims the ends as far as they are known.
func trimSpace(t *Text) *Text {
	parts := slices.Clone(t.parts)
	if n := len(parts); n > 0 {
		parts[0].lit = strings.TrimLeftFunc(parts[0].lit, unicode.IsSpace)
		parts[n-1].lit = strings.TrimRightFunc(parts[n-1].lit, unicode.IsSpace)
	}
	return newText(parts, t.prov)
}

// mapTexts applies a function with a known second argument to the whole text.
func mapTexts(f func(s, t string) string) intrinsic {
	return func(c *apiCall) []Set {
		with, ok := c.args[1].exactText()
		if !ok {
			return nil
		}
		return mapWhole(func(s string) string { return f(s, with) })(c)
	}
}

// execute runs a function of which all arguments are known. It gives them as
// texts, and takes strings, lists of them, numbers and truth values.
func execute(f func(args ...string) []any) intrinsic {
	return func(c *apiCall) []Set {
		args := make([]string, len(c.args))
		var from origin
		for i, s := range c.args {
			from = from.or(s.origin)
			switch v := unwrap(s.single()).(type) {
			case Const:
				args[i] = v.text
			case *Text:
				exact, ok := v.exact()
				if !ok {
					return nil
				}
				args[i] = exact
			default:
				return nil
			}
		}
		var out []Set
		for _, r := range f(args...) {
			out = append(out, c.known(r).from(from))
		}
		return out
	}
}

// known is a Go value as a result of a call.
func (c *apiCall) known(v any) Set {
	switch v := v.(type) {
	case string:
		return one(newText([]textPart{{lit: v}}, c.provOf(0)))
	case int:
		return one(constInt(int64(v)))
	case bool:
		return one(constBool(v))
	case []string:
		return c.list(v, c.provOf(0))
	}
	return one(Nil{})
}

// provOf is where an argument's text came from.
func (c *apiCall) provOf(i int) *prov {
	if t, ok := unwrap(c.args[i].single()).(*Text); ok {
		return t.prov
	}
	return nil
}

// list makes a slice of strings.
func (c *apiCall) list(parts []string, p *prov) Set {
	o := c.a.m.object(c.a, c.at, types.NewSlice(types.Typ[types.String]))
	for i, s := range parts {
		c.a.m.set(o, indexPath("", i), one(newText([]textPart{{lit: s}}, p)))
	}
	return one(Slice{o, "", 0, len(parts)})
}

func cut(f func(s, sep string) (before, after string, found bool)) func(...string) []any {
	return func(s ...string) []any {
		before, after, found := f(s[0], s[1])
		return []any{before, after, found}
	}
}

func cutEnd(f func(s, end string) (rest string, found bool)) func(...string) []any {
	return func(s ...string) []any {
		rest, found := f(s[0], s[1])
		return []any{rest, found}
	}
}

// intOf and runeOf are arguments that are numbers.
func intOf(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func runeOf(s string) string { return string(rune(intOf(s))) }

func atoi(s ...string) []any {
	n, err := strconv.Atoi(s[0])
	if err != nil {
		return nil
	}
	return []any{n, nil}
}

func joinText(c *apiCall) []Set {
	sep := c.args[1]
	n, elems, ok := c.a.m.listElems(c.args[0].single(), types.Typ[types.String])
	if !ok || c.args[0].single() == nil {
		return nil
	}
	out := text("")
	for i := range n {
		if i > 0 {
			out = c.a.m.concatSets(out, sep)
		}
		out = c.a.m.concatSets(out, elems[i])
	}
	return []Set{out.from(origin{content: c.args[0].any()})}
}

func splitText(c *apiCall) []Set {
	s, ok1 := c.args[0].exactText()
	sep, ok2 := c.args[1].exactText()
	if !ok1 || !ok2 {
		return c.splitUnknown()
	}
	return []Set{c.list(strings.Split(s, sep), nil).from(origin{content: c.args[0].any()})}
}

// splitUnknown keeps a configured list as one name: what it holds is not known.
func (c *apiCall) splitUnknown() []Set {
	from := origin{content: c.args[0].any()}
	o := c.a.m.object(c.a, c.at, c.sig.Results().At(0).Type())
	for _, t := range c.args[0].texts() {
		if s, ok := t.settled().exact(); ok {
			sep, _ := c.args[1].exactText()
			return []Set{c.list(strings.Split(s, sep), t.prov).from(from)}
		}
		c.a.m.set(o, anyElem, o.cells[anyElem].with(t))
	}
	if len(o.cells) == 0 {
		return nil
	}
	return []Set{one(Slice{o, "", 0, -1}).from(from)}
}

func joinPath(c *apiCall) []Set {
	out := text("")
	for i, e := range c.variadic(0) {
		if i > 0 {
			out = c.a.m.concatSets(out, text("/"))
		}
		out = c.a.m.concatSets(out, e)
	}
	for i, t := range out.texts() {
		if s, ok := t.exact(); ok {
			out.vals[i] = newText([]textPart{{lit: path.Clean(s)}}, t.prov)
		}
	}
	return []Set{out}
}

// firstNonZero is cmp.Or: the first argument, with the next as its fallback.
func firstNonZero(c *apiCall) []Set {
	var out Set
	for _, e := range c.variadic(0) {
		if isZeroSet(e) {
			continue
		}
		out = joinTexts(out, e)
		if _, ok := e.exactText(); ok {
			break
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

func testRune(f func(rune) bool) intrinsic {
	return func(c *apiCall) []Set {
		n, ok := c.args[0].num()
		if !ok {
			return nil
		}
		return []Set{one(constBool(f(rune(n))))}
	}
}

func mapRune(f func(rune) rune) intrinsic {
	return func(c *apiCall) []Set {
		n, ok := c.args[0].num()
		if !ok {
			return nil
		}
		return []Set{one(constInt(int64(f(rune(n))))).from(c.args[0].origin)}
	}
}
