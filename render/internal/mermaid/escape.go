package mermaid

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Placeholder stands for a label without any visible text, which Mermaid would
// reject or draw as nothing.
const Placeholder = "(no name)"

// Escape encodes s so that it reads as itself inside a quoted label, a subgraph's
// title, accTitle and accDescr, in every version of Mermaid. Runs of white space
// become one space, control characters and invalid UTF-8 the replacement
// character, and two dollars get a space without width between them.
//
// Versions differ in what they take for Markdown, for HTML or for an entity, so
// every ASCII character that any of them may interpret becomes #DECIMAL;.
// Ordinary names stay readable: . _ / - are kept between two letters or digits,
// unless the text contains "www.", which some versions turn into a link.
func Escape(s string) string {
	s = normalize(s)
	if s == "" {
		s = Placeholder
	}
	keepJoints := !strings.Contains(strings.ToLower(s), "www.")
	var b strings.Builder
	b.Grow(len(s) + len(s)/4)
	for i, r := range s {
		switch {
		case r >= utf8.RuneSelf, r == ' ', alphanumeric(r):
			b.WriteRune(r)
		case keepJoints && isJoint(r) && between(s, i):
			b.WriteRune(r)
		default:
			b.WriteByte('#')
			b.WriteString(strconv.Itoa(int(r)))
			b.WriteByte(';')
		}
	}
	return b.String()
}

// normalize joins fields by one space and replaces what has no visible form. Mermaid
// looks for $$formulas$$ after it has decoded a label, so there is a space without width
// between two dollars.
func normalize(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	for strings.Contains(s, "$$") {
		s = strings.ReplaceAll(s, "$$", "$\u200B$")
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || noncharacter(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// noncharacter reports the code points that no text may contain.
func noncharacter(r rune) bool {
	return r&0xFFFE == 0xFFFE || 0xFDD0 <= r && r <= 0xFDEF
}

// between reports whether the one-byte character at s[i] has a letter or digit on
// each side.
func between(s string, i int) bool {
	return i > 0 && i+1 < len(s) && alphanumeric(rune(s[i-1])) && alphanumeric(rune(s[i+1]))
}

func isJoint(r rune) bool {
	return r == '.' || r == '_' || r == '/' || r == '-'
}

func alphanumeric(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}
