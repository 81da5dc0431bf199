package render

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lines puts parts of a table's cell, which are Markdown, below each other.
func lines(parts []string) string { return strings.Join(parts, "<br>") }

func codes(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = code(n)
	}
	return out
}

// code writes a name in code type, where hosts make no links, mentions, emoji or
// references of it. Most names can be a code span. What would end one, a cell or a
// marker of generated blocks, or be filled in by a generator of sites, is HTML in
// which every sign is an entity.
func code(name string) string {
	name = visible(name)
	if name == "" {
		return ""
	}
	if plainCode(name) {
		return "`" + name + "`"
	}
	return "<code>" + entities(name) + "</code>"
}

func plainCode(name string) bool {
	return !strings.ContainsAny(name, "`|\\<&") && !fillsIn(name)
}

// fillsIn reports what generators of sites replace.
func fillsIn(text string) bool { return strings.Contains(text, "{{") || strings.Contains(text, "{%") }

// prose writes text that may quote names so that it reads as itself: no Markdown, no
// HTML. Hosts look for @mentions and #references after they decoded entities, so
// a comment breaks these.
func prose(text string) string {
	return strings.NewReplacer("&#64;", "&#64;<!-- -->", "&#35;", "&#35;<!-- -->").Replace(entities(visible(text)))
}

// entities makes every sign that any Markdown may interpret an entity. What is between
// letters or digits, as in order.created, and the marks of a sentence stay.
func entities(text string) string {
	var b strings.Builder
	links := strings.Contains(strings.ToLower(text), "www.")
	holes := !fillsIn(text)
	for i, r := range text {
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		prev, _ := utf8.DecodeLastRuneInString(text[:i])
		inner := word(prev) && word(next)
		switch {
		case r >= utf8.RuneSelf, r == ' ', word(r):
			b.WriteRune(r)
		case !links && inner && strings.ContainsRune("._/-", r), strings.ContainsRune(",:;", r) && word(prev) && next == ' ', r == '(' || r == ')', holes && (r == '{' || r == '}'):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.String()
}

// word reports letters and digits.
func word(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// visible makes a text one line without signs that cannot be seen.
func visible(text string) string {
	return strings.Join(strings.Fields(printable(strings.ToValidUTF8(text, "\uFFFD"))), " ")
}

// sourceURL is a link to a line of a source file, to the file itself if line is 0.
// prefix is an URL, file any text.
func sourceURL(prefix, file string, line int) string {
	var b strings.Builder
	b.WriteString(prefix)
	file = strings.TrimLeft(file, "/")
	if prefix == "" {
		file = cmp.Or(file, ".")
	}
	for i := range len(file) {
		if c := file[i]; word(rune(c)) || strings.IndexByte("-._~/", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	if line > 0 {
		fmt.Fprintf(&b, "#L%d", line)
	}
	return b.String()
}
