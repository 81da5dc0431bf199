package config

import (
	"strings"
)

// readDotEnv reads a .env file as godotenv and docker compose do: KEY=value or
// KEY: value, an optional export before it, single quotes for texts as they are,
// double quotes with escapes, comments, and ${KEY} for what stands above.
func readDotEnv(data []byte) ([]*Node, error) {
	r := &lineReader{text: string(data), line: 1}
	b := newMap(1)
	for !r.done() {
		line := r.line
		key, ok := r.envKey()
		if !ok {
			r.restOfLine()
			continue
		}
		if key == "" {
			return nil, errorAt(line, "a variable without a name")
		}
		text, expand, err := r.envValue()
		if err != nil {
			return nil, err
		}
		secret := false
		if expand {
			text, secret = expandEnv(text, b)
		}
		value := scalar(text, line)
		if secret {
			value.Text, value.Secret = "", true
		}
		b.set(key, value)
	}
	return []*Node{b.node}, b.node.check()
}

// envKey reads up to the separator; there is none on an empty line or a comment.
func (r *lineReader) envKey() (string, bool) {
	r.skip(" \t\r\n")
	rest := r.rest()
	line, _, _ := strings.Cut(rest, "\n")
	end := strings.IndexAny(line, "=:")
	if end < 0 || strings.HasPrefix(line, "#") {
		return "", false
	}
	r.advance(end + 1)
	key := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line[:end]), "export "))
	return key, true
}

// envValue reads a value, and says whether ${KEY} counts in it.
func (r *lineReader) envValue() (text string, expand bool, err error) {
	r.skip(" \t")
	line := r.line
	switch quote := r.peek(); quote {
	case '"', '\'':
		r.advance(1)
		text, ok := r.quoted(quote)
		if !ok {
			return "", false, errorAt(line, "a quote without an end")
		}
		r.restOfLine()
		return text, quote == '"', nil
	}
	text = r.restOfLine()
	if strings.HasPrefix(text, "#") {
		text = ""
	}
	if i := strings.Index(text, " #"); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSpace(text), true, nil
}

// quoted reads up to the quote's end, over several lines if need be.
func (r *lineReader) quoted(quote byte) (string, bool) {
	rest := r.rest()
	var b strings.Builder
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == quote:
			r.advance(i + 1)
			return b.String(), true
		case c == '\\' && quote == '"' && i+1 < len(rest):
			i++
			b.WriteString(unescape(rest[i]))
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

func unescape(c byte) string {
	switch c {
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	case '$':
		return "\\$" // for expandEnv
	default:
		return string(c)
	}
}

// expandEnv replaces $KEY and ${KEY} by what the file has above. What it does
// not have stays as it is: the environment may have it.
func expandEnv(text string, b *mapBuilder) (string, bool) {
	secret := false
	out := Interpolate(text, func(key string) (string, bool) {
		n := b.get(key)
		if n != nil && n.Secret {
			secret = true
		}
		return n.Scalar()
	})
	return out, secret
}
