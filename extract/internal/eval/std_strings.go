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
	return eachText(func(t *Text) *Text { return t.letters(f) })
}

// trimSpace trims the ends as far as they are known.
func trimSpace(t *Text) *Text {
	return t.apply(strings.TrimSpace, func() *Text {
		return t.edges(func(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) },
			func(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) })
	})
}

// textWith applies a function with a known second argument to each text.
func textWith(f func(t *Text, with string) *Text) intrinsic {
	return func(c *apiCall) []Set {
		with, ok := c.args[1].exactText()
		if !ok {
			return nil
		}
		return eachText(func(t *Text) *Text { return f(t, with) })(c)
	}
}

// testTexts is a question about two texts: answered if the answer is the same for
// all alternatives, of which those that have a default are what it says.
func testTexts(f func(s, t string) bool) intrinsic {
	return func(c *apiCall) []Set {
		t := askTexts(f, c.args[0], c.args[1])
		if t == isOpen {
			return nil
		}
		c.out[0] = truthSet(t, nil).from(c.args[0].origin.or(c.args[1].origin))
		return c.out
	}
}

func askTexts(f func(s, t string) bool, xs, ys Set) truthValue {
	result := isOpen
	for i, x := range xs.vals {
		for j, y := range ys.vals {
			t, ok1 := unwrap(x).(*Text)
			u, ok2 := unwrap(y).(*Text)
			if !ok1 || !ok2 {
				return isOpen
			}
			s, ok1 := t.settled().exact()
			with, ok2 := u.settled().exact()
			if !ok1 || !ok2 {
				return isOpen
			}
			answer := toTruth(f(s, with))
			if i+j > 0 && answer != result {
				return isOpen
			}
			result = answer
		}
	}
	return result
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

// repeat gives nothing for counts that no name has.
func repeat(s ...string) []any {
	n := intOf(s[1])
	if n < 0 || n*len(s[0]) > maxTextLen {
		return nil
	}
	return []any{strings.Repeat(s[0], n)}
}

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
	if out := splitKnown(c); out != nil {
		from := origin{content: c.args[0].any()}
		return []Set{out[0].plain().from(from)}
	}
	return c.splitUnknown()
}

var splitKnown = execute(func(s ...string) []any { return []any{strings.Split(s[0], s[1])} })

// splitUnknown keeps a configured list as one name: what it holds is not known.
func (c *apiCall) splitUnknown() []Set {
	from := origin{content: c.args[0].any()}
	o := c.a.m.object(c.a, c.at, c.sig.Results().At(0).Type())
	for _, t := range c.args[0].texts() {
		if s, ok := t.settled().exact(); ok {
			sep, _ := c.args[1].exactText()
			return []Set{c.list(strings.Split(s, sep), t.prov).from(from)}
		}
		for _, piece := range pieces(t, c.args[1]) {
			c.a.m.set(o, anyElem, o.cells[anyElem].with(piece))
		}
	}
	if len(o.cells) == 0 {
		return nil
	}
	return []Set{one(Slice{o, "", 0, -1}).from(from)}
}

// pieces cuts a text with holes at the separators that its literal parts have.
func pieces(t *Text, sep Set) []*Text {
	s, ok := sep.exactText()
	if !ok || s == "" {
		return []*Text{t}
	}
	var out []*Text
	var piece []textPart
	for _, p := range t.parts {
		if p.hole != nil {
			piece = append(piece, p)
			continue
		}
		for i, lit := range strings.Split(p.lit, s) {
			if i > 0 {
				out, piece = append(out, newText(piece, t.prov)), nil
			}
			piece = append(piece, textPart{lit: lit})
		}
	}
	return append(out, newText(piece, t.prov))
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
		if !slices.ContainsFunc(e.vals, mayBeZero) {
			break
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

// mayBeZero says whether a value is not surely something. A text with a default is.
func mayBeZero(v Value) bool {
	t, ok := unwrap(v).(*Text)
	return !ok || t.mayBeEmpty()
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
