package config

import (
	"strconv"
	"strings"
)

// string reads a string of one or, with three quotes, several lines.
func (r *tomlReader) string(quote byte) (string, error) {
	triple := strings.Repeat(string(quote), 3)
	if !strings.HasPrefix(r.rest(), triple) {
		return r.text1(quote)
	}
	r.advance(3)
	if strings.HasPrefix(r.rest(), "\r\n") {
		r.advance(1)
	}
	if r.peek() == '\n' {
		r.advance(1)
	}
	rest := r.rest()
	for i := 0; i < len(rest); i++ {
		switch {
		case rest[i] == '\\' && quote == '"':
			i++
		case strings.HasPrefix(rest[i:], triple):
			end := i
			for strings.HasPrefix(rest[end+3:], string(quote)) && end < i+2 {
				end++ // quotes of the text's own
			}
			r.advance(end + 3)
			return unescapeTOML(rest[:end], quote), nil
		}
	}
	return "", r.fail("a string without its end")
}

// text1 reads a string of one line.
func (r *tomlReader) text1(quote byte) (string, error) {
	r.advance(1)
	rest := r.rest()
	for i := 0; i < len(rest) && rest[i] != '\n'; i++ {
		switch {
		case rest[i] == '\\' && quote == '"':
			i++
		case rest[i] == quote:
			r.advance(i + 1)
			return unescapeTOML(rest[:i], quote), nil
		}
	}
	return "", r.fail("a string without its end")
}

func unescapeTOML(s string, quote byte) string {
	if quote == '\'' || !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if digits := map[byte]int{'u': 4, 'U': 8}[s[i]]; digits > 0 && i+digits < len(s) {
			if code, err := strconv.ParseUint(s[i+1:i+1+digits], 16, 32); err == nil {
				b.WriteRune(rune(code))
				i += digits
				continue
			}
		}
		if strings.IndexByte(" \t\r\n", s[i]) >= 0 { // the line goes on
			rest := strings.TrimLeft(s[i:], " \t\r\n")
			i = len(s) - len(rest) - 1
			continue
		}
		if s[i] == '$' {
			b.WriteByte('$')
			continue
		}
		b.WriteString(unescape(s[i]))
	}
	return b.String()
}
