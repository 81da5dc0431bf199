package load

import "bytes"

// cut returns Go source without comments, without the bodies of functions declared
// at top level, and without the elements of composite literals that are values of
// variables: all that types do not depend on. Line breaks stay, so that lines and,
// outside what was cut, columns stay right. What stands before the package clause
// is kept: build constraints there choose the language version.
//
// It is a scan, not a parse: on source that does not parse the result does not
// either.
func cut(src []byte) []byte {
	c := cutter{src: src, out: make([]byte, 0, len(src)/4+64)}
	c.header()
	for c.pos < len(c.src) {
		c.token()
	}
	return c.out
}

type cutter struct {
	src, out []byte
	pos      int
	depth    int    // open parentheses, brackets and braces
	inDecl   bool   // a token stands before this one in the same declaration
	word     []byte // the last token, if it is a word
	inFunc   bool   // in the signature of a function declared at top level
	inVar    bool   // in the declaration of variables at top level
	varDepth int    // depth of each variable's part in it: 1 if grouped
	ellipsis bool   // in [...]T{}, whose length depends on its elements
}

// header copies everything up to the package clause.
func (c *cutter) header() {
	for c.pos < len(c.src) {
		start := c.pos
		switch b := c.src[c.pos]; {
		case b == '/':
			c.skipComment()
		case isLetter(b):
			return
		default:
			c.pos++
		}
		c.out = append(c.out, c.src[start:c.pos]...)
	}
}

// token copies or drops one token.
func (c *cutter) token() {
	start := c.pos
	switch b := c.src[c.pos]; {
	case isLetter(b):
		c.copyWord()
		return
	case b == ' ' || b == '\t' || b == '\r':
		c.pos++
		c.out = append(c.out, b)
		return
	case b == '/':
		if c.skipComment() {
			// A comment separates tokens, and its line breaks end statements.
			c.out = append(c.out, ' ')
			c.newlines(start, c.pos)
			return
		}
		c.out = append(c.out, b)
	case b == '\n' || b == ';':
		c.pos++
		c.endPart()
		c.out = append(c.out, b)
	case b == '"' || b == '`' || b == '\'':
		c.skipQuoted()
		c.out = append(c.out, c.src[start:c.pos]...)
		c.inDecl = true
	case b == '{' && c.isBody():
		c.skipBody()
		c.out = append(c.out, '{')
		c.newlines(start, c.pos)
		c.out = append(c.out, '}')
		c.inFunc = false
	default:
		c.punctuation(b)
	}
	c.word = nil
}

func (c *cutter) copyWord() {
	start := c.pos
	for c.pos < len(c.src) && (isLetter(c.src[c.pos]) || isDigit(c.src[c.pos])) {
		c.pos++
	}
	c.word = c.src[start:c.pos]
	c.out = append(c.out, c.word...)
	if c.depth == 0 && !c.inDecl {
		c.inFunc = string(c.word) == "func"
		c.inVar = string(c.word) == "var"
		c.varDepth, c.ellipsis = 0, false
	}
	c.inDecl = true
}

func (c *cutter) punctuation(b byte) {
	switch b {
	case '(', '[', '{':
		if b == '(' && c.depth == 0 && c.inVar && string(c.word) == "var" {
			c.varDepth = 1
		}
		c.depth++
	case ')', ']', '}':
		c.depth--
	case '.':
		c.ellipsis = c.ellipsis || bytes.HasPrefix(c.src[c.pos:], []byte("..."))
	}
	c.pos++
	c.out = append(c.out, b)
	c.inDecl = true
}

// endPart ends a declaration, or one variable's part of it.
func (c *cutter) endPart() {
	if c.depth == 0 {
		c.inDecl, c.inFunc, c.inVar = false, false, false
	}
	if c.depth == c.varDepth {
		c.ellipsis = false
	}
}

// isBody says whether the brace at pos opens a function's body or the elements of
// a composite literal that can go.
func (c *cutter) isBody() bool {
	if string(c.word) == "struct" || string(c.word) == "interface" {
		return false
	}
	return c.inFunc && c.depth == 0 || c.inVar && c.depth == c.varDepth && !c.ellipsis
}

// skipBody moves behind the brace that closes the one at pos.
func (c *cutter) skipBody() {
	depth := 0
	for c.pos < len(c.src) {
		switch c.src[c.pos] {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				c.pos++
				return
			}
		case '"', '`', '\'':
			c.skipQuoted()
			continue
		case '/':
			c.skipComment()
			continue
		}
		c.pos++
	}
}

// skipComment moves behind the comment at pos; without one it moves one byte and
// returns false. The line break that ends a line comment is not part of it.
func (c *cutter) skipComment() bool {
	rest := c.src[c.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		c.pos = advance(c.src, c.pos, bytes.IndexByte(rest, '\n'), 0)
		return true
	case bytes.HasPrefix(rest, []byte("/*")):
		c.pos = advance(c.src, c.pos+2, bytes.Index(rest[2:], []byte("*/")), 2)
		return true
	}
	c.pos++
	return false
}

// skipQuoted moves behind the string or rune literal at pos.
func (c *cutter) skipQuoted() {
	quote := c.src[c.pos]
	c.pos++
	if quote == '`' {
		c.pos = advance(c.src, c.pos, bytes.IndexByte(c.src[c.pos:], '`'), 1)
		return
	}
	for c.pos < len(c.src) {
		switch c.src[c.pos] {
		case quote:
			c.pos++
			return
		case '\n': // not terminated: the parser will say so
			return
		case '\\':
			c.pos++
		}
		c.pos++
	}
	c.pos = len(c.src)
}

// newlines keeps the line breaks of a part that is dropped.
func (c *cutter) newlines(from, to int) {
	for range bytes.Count(c.src[from:to], []byte("\n")) {
		c.out = append(c.out, '\n')
	}
}

// advance returns pos moved by what bytes.Index found plus skip, or the end.
func advance(src []byte, pos, found, skip int) int {
	if found < 0 {
		return len(src)
	}
	return pos + found + skip
}

func isLetter(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_' || b >= 0x80
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
