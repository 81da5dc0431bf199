package config

import "strings"

// maxText bounds what interpolation yields, and maxDefault a default in it.
const (
	maxText    = 64 << 10
	maxDefault = 512
)

// Interpolate replaces variables as a shell and docker compose do: $KEY, ${KEY},
// ${KEY:-default}, ${KEY-default}, ${KEY:+other}, ${KEY+other}, ${KEY:?message},
// with $$ and \$ for a dollar sign. A variable that has neither value nor default
// stays in the text, as ${KEY}; a text that would grow beyond bounds stays whole.
func Interpolate(text string, get func(key string) (string, bool)) string {
	if out := interpolate(text, get, 0); len(out) <= maxText {
		return out
	}
	return text
}

func interpolate(text string, get func(string) (string, bool), depth int) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '$')
		if i < 0 || i+1 == len(text) || b.Len() > maxText {
			b.WriteString(text)
			return b.String()
		}
		before, rest := text[:i], text[i+1:]
		switch {
		case strings.HasSuffix(before, `\`):
			b.WriteString(strings.TrimSuffix(before, `\`) + "$")
			text = rest
			continue
		case rest[0] == '$':
			b.WriteString(before + "$")
			text = rest[1:]
			continue
		}
		b.WriteString(before)
		braced := rest[0] == '{'
		rest = strings.TrimPrefix(rest, "{")
		key := rest[:identifier(rest)]
		rest = rest[len(key):]
		end := 0
		if braced {
			end = closing(rest)
		}
		if key == "" || end < 0 {
			b.WriteByte('$')
			text = text[i+1:]
			continue
		}
		b.WriteString(variable(key, rest[:end], get, depth))
		text = rest[end:]
		if braced {
			text = text[1:]
		}
	}
}

// variable is the value of ${KEYop}, where op is what follows the key.
func variable(key, op string, get func(string) (string, bool), depth int) string {
	value, ok := get(key)
	if rest, colon := strings.CutPrefix(op, ":"); colon {
		op, ok = rest, ok && value != ""
	}
	other := func() string {
		if depth > maxDepth {
			return ""
		}
		return interpolate(op[1:], get, depth+1)
	}
	switch {
	case strings.HasPrefix(op, "+"):
		if ok {
			return other()
		}
		return ""
	case ok:
		return value
	case strings.HasPrefix(op, "-"), strings.HasPrefix(op, "="):
		return other()
	}
	return "${" + key + "}"
}

// identifier is the length of the name that a text begins with.
func identifier(s string) int {
	for i := range len(s) {
		c := s[i]
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return i
		}
	}
	return len(s)
}

// closing is where the brace ends that is open before the text, or -1.
func closing(s string) int {
	depth := 1
	for i := range min(len(s), maxDefault) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
