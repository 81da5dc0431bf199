package config

import (
	"strconv"
	"strings"
)

// readProperties reads Java properties: key=value, key: value or key value, with
// continued lines, # and ! comments. Keys keep their dots (see Node.Lookup).
func readProperties(data []byte) ([]*Node, error) {
	r := &lineReader{text: string(data), line: 1}
	b := newMap(1)
	for !r.done() {
		line := r.line
		text := strings.TrimLeft(r.restOfLine(), " \t\f")
		if text == "" || text[0] == '#' || text[0] == '!' {
			continue
		}
		var logical strings.Builder
		for continues(text) && !r.done() {
			logical.WriteString(text[:len(text)-1])
			text = strings.TrimLeft(r.restOfLine(), " \t\f")
		}
		logical.WriteString(text)
		key, value := splitProperty(logical.String())
		b.set(unescapeProperty(key), scalar(unescapeProperty(value), line))
	}
	return []*Node{b.node}, b.node.check()
}

// continues says that a line ends in an odd number of backslashes.
func continues(line string) bool {
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}

func splitProperty(line string) (key, value string) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '=', ':', ' ', '\t', '\f':
			value = strings.TrimLeft(line[i:], " \t\f")
			if value != "" && (value[0] == '=' || value[0] == ':') {
				value = value[1:]
			}
			return line[:i], strings.TrimSpace(value)
		}
	}
	return line, ""
}

func unescapeProperty(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if s[i] == 'u' && i+4 < len(s) {
			if code, err := strconv.ParseUint(s[i+1:i+5], 16, 16); err == nil {
				b.WriteRune(rune(code))
				i += 4
				continue
			}
		}
		if s[i] == '$' {
			b.WriteByte('$')
			continue
		}
		b.WriteString(unescape(s[i]))
	}
	return b.String()
}

// readINI reads sections of key = value lines. A section is a map, the entries
// before the first and those of DEFAULT are the root's.
func readINI(data []byte) ([]*Node, error) {
	r := &lineReader{text: string(data), line: 1}
	root := newMap(1)
	section := root
	for !r.done() {
		line := r.line
		text := strings.TrimSpace(r.restOfLine())
		switch {
		case text == "" || text[0] == '#' || text[0] == ';':
		case text[0] == '[':
			name, _, ok := strings.Cut(text[1:], "]")
			if !ok {
				return nil, errorAt(line, "a section without its end")
			}
			if section = root; !strings.EqualFold(name, "default") {
				section = newMap(line)
				root.set(strings.TrimSpace(name), section.node)
			}
		default:
			i := strings.IndexAny(text, "=:")
			if i < 0 {
				return nil, errorAt(line, "neither a section nor key = value")
			}
			section.set(strings.TrimSpace(text[:i]), scalar(iniValue(text[i+1:]), line))
		}
	}
	return []*Node{root.node}, root.node.check()
}

func iniValue(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 1 && strings.ContainsRune("\"'`", rune(s[0])) {
		if i := strings.IndexByte(s[1:], s[0]); i >= 0 {
			return s[1 : i+1]
		}
	}
	for _, comment := range []string{" #", " ;", "\t#", "\t;"} {
		s, _, _ = strings.Cut(s, comment)
	}
	return strings.TrimSpace(s)
}
