package config

import "strings"

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
	return r.bare()
}

// bare reads a value without quotes.
func (r *tomlReader) bare() (*Node, error) {
	rest, line := r.rest(), r.line
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
