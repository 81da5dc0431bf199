package eval

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Replacing, by text and by regular expression.

// replaceText replaces in the literal parts; what replaces may have holes.
func replaceText(c *apiCall) []Set {
	old, ok := c.args[1].exactText()
	if !ok || old == "" {
		return nil
	}
	limit := -1
	if len(c.args) > 3 {
		if n, ok := c.args[3].num(); ok {
			limit = n
		}
	}
	out := Set{origin: c.args[0].origin.or(c.args[2].origin)}
	for _, t := range c.args[0].texts() {
		for _, with := range c.a.m.asTexts(c.args[2]) {
			out = out.with((&replacer{[]string{old}, []*Text{with}}).replace(t, limit))
		}
	}
	if len(out.vals) == 0 {
		return nil
	}
	return []Set{out}
}

// replacer is a strings.Replacer: what it looks for, and puts in its place.
type replacer struct {
	old  []string
	with []*Text
}

// newReplacer makes a replacer for each choice of the texts that are put in.
func newReplacer(c *apiCall) []Set {
	all := []*replacer{{}}
	args := c.variadic(0)
	for i := 0; i+1 < len(args); i += 2 {
		old, ok := args[i].exactText()
		with := args[i+1].texts()
		if !ok || old == "" || len(with) == 0 || len(with) < len(args[i+1].vals) || len(all)*len(with) > maxProduct {
			return nil
		}
		var next []*replacer
		for _, r := range all {
			for _, t := range with {
				next = append(next, &replacer{append(slices.Clone(r.old), old), append(slices.Clone(r.with), t)})
			}
		}
		all = next
	}
	return c.hold(all, args...)
}

func replaceAll(c *apiCall) []Set {
	all, ok := holding(c.recv.single()).([]*replacer)
	if !ok {
		return nil
	}
	out := Set{origin: c.args[0].origin}
	for _, r := range all {
		results := eachText(func(t *Text) *Text { return r.replace(t, -1) })(c)
		if results == nil {
			return nil
		}
		out = out.union(results[0])
	}
	return []Set{out}
}

// replace replaces up to limit times, in the literal parts of a text.
func (r *replacer) replace(t *Text, limit int) *Text {
	var parts []textPart
	p := t.prov
	for _, part := range t.parts {
		if part.hole != nil {
			parts = append(parts, r.inDefault(part, limit))
			continue
		}
		for s := part.lit; s != ""; {
			i, at := r.next(s)
			if i < 0 || limit == 0 {
				parts = append(parts, textPart{lit: s})
				break
			}
			parts = append(append(parts, textPart{lit: s[:at]}), r.with[i].parts...)
			p = joinProv(p, r.with[i].prov)
			s = s[at+len(r.old[i]):]
			limit--
		}
	}
	return newText(parts, p)
}

// inDefault replaces in what a configured part is by default.
func (r *replacer) inDefault(p textPart, limit int) textPart {
	if p.hole.fallback == nil {
		return p
	}
	h := *p.hole
	h.fallback = r.replace(h.fallback, limit)
	return textPart{hole: &h}
}

// next is what is to be replaced first, and where; -1 if nothing is.
func (r *replacer) next(s string) (which, at int) {
	which = -1
	for i, old := range r.old {
		if j := strings.Index(s, old); j >= 0 && (which < 0 || j < at) {
			which, at = i, j
		}
	}
	return which, at
}

// A compiled regular expression is its text. Go's matcher is linear in the size of
// expression and text, which maxTextLen bounds.
func (c *apiCall) regexp() (*regexp.Regexp, []Set) {
	expr, args := c.recv, c.args
	if len(expr.vals) == 0 {
		expr, args = c.args[0], c.args[1:]
	}
	s, ok := expr.exactText()
	if !ok || len(s) > maxTextLen {
		return nil, nil
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, nil
	}
	return re, args
}

// replaceRegexp replaces in known texts; what a match in others would be is open.
func replaceRegexp(c *apiCall) []Set {
	re, args := c.regexp()
	if re == nil {
		return nil
	}
	with, ok := args[1].exactText()
	if !ok {
		return nil
	}
	out := Set{origin: args[0].origin}
	for _, t := range args[0].texts() {
		s, ok := t.exact()
		if !ok {
			return nil
		}
		out = out.with(newText([]textPart{{lit: re.ReplaceAllString(s, with)}}, t.prov))
	}
	return []Set{out}
}

// replaceRegexpFunc calls a function of the program for each match.
func replaceRegexpFunc(c *apiCall) []Set {
	re, args := c.regexp()
	if re == nil {
		return nil
	}
	s, ok := args[0].exactText()
	if !ok {
		return nil
	}
	out, last := text(""), 0
	for i, match := range re.FindAllStringIndex(s, maxUnroll) {
		r := c.callArg(args[1], strconv.Itoa(i), []Set{text(s[match[0]:match[1]])})
		if len(r) != 1 {
			return nil
		}
		out = c.a.m.concatSets(c.a.m.concatSets(out, text(s[last:match[0]])), r[0])
		last = match[1]
	}
	return []Set{c.a.m.concatSets(out, text(s[last:])).from(args[0].origin)}
}

func matchRegexp(c *apiCall) []Set {
	re, args := c.regexp()
	if re == nil {
		return nil
	}
	s, ok := args[0].exactText()
	if !ok {
		return nil
	}
	c.out[0] = one(constBool(re.MatchString(s)))
	return c.out
}
