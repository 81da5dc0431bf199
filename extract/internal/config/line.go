package config

import "strings"

// lineReader is a text that is read from its start, with the line it is at.
type lineReader struct {
	text string
	pos  int
	line int
}

func (r *lineReader) done() bool   { return r.pos >= len(r.text) }
func (r *lineReader) rest() string { return r.text[r.pos:] }

// peek is the next byte, 0 at the end.
func (r *lineReader) peek() byte {
	if r.done() {
		return 0
	}
	return r.text[r.pos]
}

func (r *lineReader) advance(n int) {
	n = min(n, len(r.text)-r.pos)
	r.line += strings.Count(r.text[r.pos:r.pos+n], "\n")
	r.pos += n
}

// skip passes over the bytes in the set.
func (r *lineReader) skip(set string) {
	r.advance(len(r.rest()) - len(strings.TrimLeft(r.rest(), set)))
}

// restOfLine reads to the end of the line, which it passes.
func (r *lineReader) restOfLine() string {
	line, _, _ := strings.Cut(r.rest(), "\n")
	r.advance(len(line) + 1)
	return strings.TrimSuffix(line, "\r")
}
