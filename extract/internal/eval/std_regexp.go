package eval

import (
	"regexp"
	"strconv"
)

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
