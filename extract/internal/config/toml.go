package config

import (
	"strconv"
	"strings"
)

// readTOML reads TOML 1.0. Numbers, dates and booleans are texts as written; what
// is checked is only what is needed to tell values apart.
func readTOML(data []byte) ([]*Node, error) {
	r := &tomlReader{lineReader{text: string(data), line: 1}}
	root := newTable(1)
	table := root
	for {
		r.skipSpace()
		if r.done() {
			return []*Node{root.done(true)}, root.node.check()
		}
		var err error
		if r.peek() == '[' {
			table, err = r.header(root)
		} else {
			err = r.keyValue(table, 0)
		}
		if err == nil {
			err = r.endOfLine()
		}
		if err != nil {
			return nil, err
		}
	}
}

// table is a TOML table while it is read: other headers may still add to it.
type table struct {
	*mapBuilder
	children map[string]*table
	arrays   map[string][]*table
	order    []string
}

func newTable(line int) *table {
	return &table{newMap(line), map[string]*table{}, map[string][]*table{}, nil}
}

// child is the table at a key, the last one if it is an array's.
func (t *table) child(key string, line int) *table {
	if all := t.arrays[key]; len(all) > 0 {
		return all[len(all)-1]
	}
	c := t.children[key]
	if c == nil {
		c = newTable(line)
		t.children[key] = c
		t.order = append(t.order, key)
	}
	return c
}

func (t *table) appendTo(key string, line int) *table {
	if len(t.arrays[key]) == 0 {
		t.order = append(t.order, key)
	}
	c := newTable(line)
	t.arrays[key] = append(t.arrays[key], c)
	return c
}

// done puts the tables below into the node. An array of one table is a list only
// if single is set.
func (t *table) done(single bool) *Node {
	for _, key := range t.order {
		if c := t.children[key]; c != nil {
			t.set(key, c.done(single))
			continue
		}
		var items []*Node
		for _, c := range t.arrays[key] {
			items = append(items, c.done(single))
		}
		if len(items) == 1 && !single {
			t.set(key, items[0])
			continue
		}
		t.set(key, list(items, items[0].Line))
	}
	return t.node
}

type tomlReader struct{ lineReader }

func (r *tomlReader) fail(msg string) error { return errorAt(r.line, "%s", msg) }

// skipSpace passes over white space, line ends and comments.
func (r *tomlReader) skipSpace() {
	for {
		r.skip(" \t\r\n")
		if r.peek() != '#' {
			return
		}
		r.restOfLine()
	}
}

func (r *tomlReader) endOfLine() error {
	r.skip(" \t\r")
	if c := r.peek(); c != 0 && c != '\n' && c != '#' {
		return r.fail("more after the end of the value")
	}
	r.restOfLine()
	return nil
}

// header reads [a.b] or [[a.b]] and gives its table.
func (r *tomlReader) header(root *table) (*table, error) {
	line := r.line
	end := "]"
	r.advance(1)
	if r.peek() == '[' {
		r.advance(1)
		end = "]]"
	}
	path, err := r.path()
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(r.rest(), end) {
		return nil, r.fail("a table header without its end")
	}
	r.advance(len(end))
	t := root
	for _, key := range path[:len(path)-1] {
		t = t.child(key, line)
	}
	last := path[len(path)-1]
	if end == "]]" && t.children[last] == nil {
		return t.appendTo(last, line), nil
	}
	return t.child(last, line), nil
}

// path reads a key with its dots.
func (r *tomlReader) path() ([]string, error) {
	var path []string
	for {
		r.skip(" \t")
		key, err := r.key()
		if err != nil {
			return nil, err
		}
		if path = append(path, key); len(path) > maxDepth {
			return nil, r.fail("nested too deep")
		}
		r.skip(" \t")
		if r.peek() != '.' {
			return path, nil
		}
		r.advance(1)
	}
}

func (r *tomlReader) key() (string, error) {
	if c := r.peek(); c == '"' || c == '\'' {
		return r.text1(c)
	}
	rest := r.rest()
	end := strings.IndexFunc(rest, func(c rune) bool {
		return c != '_' && c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	})
	if end < 0 {
		end = len(rest)
	}
	if end == 0 {
		return "", r.fail("a key is missing")
	}
	r.advance(end)
	return rest[:end], nil
}

func (r *tomlReader) keyValue(t *table, depth int) error {
	line := r.line
	path, err := r.path()
	if err != nil {
		return err
	}
	if r.peek() != '=' {
		return r.fail("= is missing after a key")
	}
	r.advance(1)
	value, err := r.value(depth)
	if err != nil {
		return err
	}
	for _, key := range path[:len(path)-1] {
		t = t.child(key, line)
	}
	t.set(path[len(path)-1], value)
	return nil
}

func (r *tomlReader) value(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, r.fail("nested too deep")
	}
	r.skip(" \t")
	line := r.line
	switch c := r.peek(); c {
	case '"', '\'':
		block := strings.HasPrefix(r.rest(), strings.Repeat(string(c), 3)+"\n")
		text, err := r.string(c)
		if err != nil {
			return nil, err
		}
		n := scalar(text, line)
		n.block = block
		return n, nil
	case '[':
		return r.array(depth)
	case '{':
		return r.inline(depth)
	}
	rest := r.rest()
	end := strings.IndexAny(rest, ",]}#\r\n")
	if end < 0 {
		end = len(rest)
	}
	text := strings.TrimSpace(rest[:end])
	if text == "" {
		return nil, r.fail("a value is missing")
	}
	r.advance(end)
	return scalar(text, line), nil
}

func (r *tomlReader) array(depth int) (*Node, error) {
	line := r.line
	r.advance(1)
	var items []*Node
	for {
		r.skipSpace()
		if r.peek() == ']' {
			r.advance(1)
			return list(items, line), nil
		}
		item, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		r.skipSpace()
		switch r.peek() {
		case ',':
			r.advance(1)
		case ']':
		default:
			return nil, r.fail("an array without its end")
		}
	}
}

func (r *tomlReader) inline(depth int) (*Node, error) {
	t := newTable(r.line)
	r.advance(1)
	for {
		r.skipSpace()
		if r.peek() == '}' {
			r.advance(1)
			return t.done(true), nil
		}
		if err := r.keyValue(t, depth+1); err != nil {
			return nil, err
		}
		r.skipSpace()
		switch r.peek() {
		case ',':
			r.advance(1)
		case '}':
		default:
			return nil, r.fail("an inline table without its end")
		}
	}
}

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
