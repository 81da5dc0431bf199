package eval

import (
	"path"
	"strings"
)

// Functions of texts that are not wholly known: what is decided by the literal
// ends is, and a default from configuration is changed as the value would be.

// apply runs a function on a text that is known, or is by the defaults of its
// configuration; then the result is such a default. Of others, it is what
// otherwise gives.
func (t *Text) apply(f func(string) string, otherwise func() *Text) *Text {
	if s, ok := t.exact(); ok {
		return newText([]textPart{{lit: f(s)}}, t.prov)
	}
	if s, ok := t.settled().exact(); ok {
		return t.defaulting(f(s))
	}
	return otherwise()
}

// defaulting is a reference to the configuration of t that gives s unless it is
// set.
func (t *Text) defaulting(s string) *Text {
	return t.defaultingTo(newText([]textPart{{lit: s}}, t.prov))
}

// defaultingTo is defaulting for a text that may have holes.
func (t *Text) defaultingTo(s *Text) *Text {
	for _, p := range t.parts {
		if p.hole != nil && p.hole.fallback != nil {
			h := *p.hole
			h.fallback = newText(s.parts, p.hole.fallback.prov)
			return newText([]textPart{{hole: &h}}, t.prov)
		}
	}
	return s
}

// letters applies a function to the literal parts, also of defaults.
func (t *Text) letters(f func(string) string) *Text {
	return t.apply(f, func() *Text {
		parts := make([]textPart, len(t.parts))
		for i, p := range t.parts {
			switch {
			case p.hole == nil:
				p.lit = f(p.lit)
			case p.hole.fallback != nil:
				h := *p.hole
				h.fallback = h.fallback.letters(f)
				p.hole = &h
			}
			parts[i] = p
		}
		return newText(parts, t.prov)
	})
}

// edges are the parts of a text that is not known, with the defaults put in, and
// their literal ends changed. What is left of an end in doubt is nothing: the hole
// beside it stands for either.
func (t *Text) edges(head, tail func(string) string) *Text {
	t = t.settled()
	parts := append([]textPart(nil), t.parts...)
	if n := len(parts); n > 0 {
		if parts[0].hole == nil {
			parts[0].lit = head(parts[0].lit)
		}
		if parts[n-1].hole == nil {
			parts[n-1].lit = tail(parts[n-1].lit)
		}
	}
	return newText(parts, t.prov)
}

func unchanged(s string) string { return s }

func trimPrefix(t *Text, prefix string) *Text {
	return t.apply(func(s string) string { return strings.TrimPrefix(s, prefix) }, func() *Text {
		return t.edges(func(s string) string {
			if len(s) < len(prefix) && strings.HasPrefix(prefix, s) {
				return ""
			}
			return strings.TrimPrefix(s, prefix)
		}, unchanged)
	})
}

func trimSuffix(t *Text, suffix string) *Text {
	return t.apply(func(s string) string { return strings.TrimSuffix(s, suffix) }, func() *Text {
		return t.edges(unchanged, func(s string) string {
			if len(s) < len(suffix) && strings.HasSuffix(suffix, s) {
				return ""
			}
			return strings.TrimSuffix(s, suffix)
		})
	})
}

func trimBoth(t *Text, set string) *Text {
	return t.apply(func(s string) string { return strings.Trim(s, set) }, func() *Text {
		return t.edges(func(s string) string { return strings.TrimLeft(s, set) },
			func(s string) string { return strings.TrimRight(s, set) })
	})
}

func trimLeft(t *Text, set string) *Text {
	f := func(s string) string { return strings.TrimLeft(s, set) }
	return t.apply(f, func() *Text { return t.edges(f, unchanged) })
}

func trimRight(t *Text, set string) *Text {
	f := func(s string) string { return strings.TrimRight(s, set) }
	return t.apply(f, func() *Text { return t.edges(unchanged, f) })
}

// baseOf is path.Base: of a text with holes, what follows the last of them.
func baseOf(t *Text) *Text {
	return t.apply(path.Base, func() *Text {
		t := t.settled()
		last := len(t.parts) - 1
		tail := t.parts[last]
		switch {
		case tail.hole != nil:
			return newText([]textPart{tail}, t.prov)
		case strings.HasSuffix(tail.lit, "/"):
			return newText(t.parts[last-1:last], t.prov)
		case strings.Contains(tail.lit, "/"):
			return newText([]textPart{{lit: path.Base(tail.lit)}}, t.prov)
		}
		return newText(t.parts[last-1:], t.prov)
	})
}
