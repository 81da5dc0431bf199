package graph

import (
	"strings"
	"unicode"
)

// unnamed stands for a name that extraction could not follow at all.
const unnamed = "{unknown}"

// maxName is the length that no broker's names exceed. Longer ones match nothing,
// which bounds the work that hostile input can ask for.
const maxName = 4096

type partKind uint8

const (
	literal   partKind = iota
	hole               // {name}: only run time knows
	reference          // ${KEY}: configuration that is not checked in
)

// part is a piece of a name.
type part struct {
	kind partKind
	text string // the literal, or what stands in the braces
}

// parse takes a name apart.
func parse(n Name) []part {
	if n.Resolution == Exact {
		return []part{{literal, n.Text}}
	}
	var parts []part
	addLiteral := func(s string) {
		if s != "" {
			parts = append(parts, part{literal, s})
		}
	}
	rest := n.Text
	for {
		open := strings.IndexByte(rest, '{')
		length := -1
		if open >= 0 {
			length = braced(rest[open:])
		}
		if length < 0 {
			addLiteral(rest)
			return parts
		}
		kind, start := hole, open
		if open > 0 && rest[open-1] == '$' {
			kind, start = reference, open-1
		}
		addLiteral(rest[:start])
		parts = append(parts, part{kind, rest[open+1 : open+length-1]})
		rest = rest[open+length:]
	}
}

// braced returns the length of the text in braces that s starts with, -1 if they
// do not close.
func braced(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// solid says that something of the parts is known: a letter or digit.
func solid(parts []part) bool {
	for _, p := range parts {
		if p.kind == literal && strings.IndexFunc(p.text, isWord) >= 0 {
			return true
		}
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func hasKind(parts []part, kind partKind) bool {
	for _, p := range parts {
		if p.kind == kind {
			return true
		}
	}
	return false
}

// private says that the name has no identity beyond the place where it stands,
// since it is all holes. It matches no other name.
func (n Name) private() bool {
	switch n.resolution() {
	case Exact:
		return false
	case Unknown:
		return true
	}
	parts := parse(n)
	return hasKind(parts, hole) && !hasKind(parts, reference) && !solid(parts)
}

// resolution is n.Resolution, or what the text alone says where that is missing.
func (n Name) resolution() Resolution {
	if n.Resolution != "" {
		return n.Resolution
	}
	parts := parse(n)
	switch {
	case !hasKind(parts, hole) && !hasKind(parts, reference):
		return Exact
	case solid(parts):
		return Pattern
	}
	return Symbolic
}

// orUnnamed replaces the empty name of a channel.
func (n Name) orUnnamed() Name {
	if n.Text == "" {
		return Name{Text: unnamed, Resolution: Unknown}
	}
	return n
}

// matchable says whether a name can match others.
func (n Name) matchable() bool { return !n.private() && len(n.Text) <= maxName }

// concrete says that a matchable name has something that is known.
func (n Name) concrete() bool {
	return n.matchable() && (n.resolution() == Exact || solid(parse(n)))
}

// filled is the text of the name with something in its holes and references.
func (n Name) filled(filler string) string {
	var b strings.Builder
	for _, p := range parse(n) {
		if p.kind == literal {
			b.WriteString(p.text)
		} else {
			b.WriteString(filler)
		}
	}
	return b.String()
}

// fits says whether text may be what the parts become: holes and references
// stand for one character or more.
func fits(parts []part, text string) bool {
	gap := false
	for i, p := range parts {
		switch {
		case p.kind != literal:
			gap = true
			continue
		case !gap:
			if !strings.HasPrefix(text, p.text) {
				return false
			}
			text = text[len(p.text):]
		case i == len(parts)-1:
			return len(text) > len(p.text) && strings.HasSuffix(text, p.text)
		default:
			if text == "" {
				return false
			}
			at := strings.Index(text[1:], p.text)
			if at < 0 {
				return false
			}
			text = text[1+at+len(p.text):]
		}
		gap = false
	}
	return gap == (text != "")
}
