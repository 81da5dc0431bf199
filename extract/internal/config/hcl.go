package config

import "strings"

// readHCL reads what configuration in HCL consists of: attributes, blocks with
// labels, strings, heredocs, lists and objects. Blocks of one name are a list of
// maps, one alone a map; labels are keys around it. Expressions are texts as
// written.
func readHCL(data []byte) ([]*Node, error) {
	r := &hclReader{tomlReader{lineReader{text: string(data), line: 1}}}
	root := newTable(1)
	if err := r.body(root, 0); err != nil {
		return nil, err
	}
	return []*Node{root.done(false)}, root.node.check()
}

type hclReader struct{ tomlReader }

// skipBlank passes over white space, line ends, commas and comments.
func (r *hclReader) skipBlank() {
	for {
		r.skip(" \t\r\n,")
		switch rest := r.rest(); {
		case strings.HasPrefix(rest, "#"), strings.HasPrefix(rest, "//"):
			r.restOfLine()
		case strings.HasPrefix(rest, "/*"):
			i := strings.Index(rest, "*/")
			if i < 0 {
				i = len(rest)
			}
			r.advance(i + 2)
		default:
			return
		}
	}
}

// body reads entries into a table up to a closing brace, or at depth 0 to the end.
func (r *hclReader) body(t *table, depth int) error {
	if depth > maxDepth {
		return r.fail("nested too deep")
	}
	for {
		r.skipBlank()
		switch {
		case r.done() && depth == 0:
			return nil
		case r.done():
			return r.fail("a block without its end")
		case r.peek() == '}' && depth > 0:
			r.advance(1)
			return nil
		}
		if err := r.entry(t, depth); err != nil {
			return err
		}
	}
}

func (r *hclReader) entry(t *table, depth int) error {
	line := r.line
	key, err := r.hclKey()
	if err != nil {
		return err
	}
	for labels := 0; labels < maxDepth; labels++ {
		r.skip(" \t")
		switch r.peek() {
		case '=', ':':
			r.advance(1)
			value, err := r.hclValue(depth)
			if err == nil {
				t.set(key, value)
			}
			return err
		case '{':
			r.advance(1)
			return r.body(t.appendTo(key, line), depth+1)
		}
		label, err := r.hclKey()
		if err != nil {
			return err
		}
		t, key = t.child(key, line), label
	}
	return r.fail("nested too deep")
}

func (r *hclReader) hclKey() (string, error) {
	key, err := r.key()
	for err == nil && r.peek() == '.' { // an expression as a key
		r.advance(1)
		var more string
		more, err = r.key()
		key += "." + more
	}
	return key, err
}

func (r *hclReader) hclValue(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, r.fail("nested too deep")
	}
	r.skip(" \t")
	line := r.line
	switch rest := r.rest(); {
	case strings.HasPrefix(rest, "["):
		return r.hclList(depth)
	case strings.HasPrefix(rest, "{"):
		r.advance(1)
		t := newTable(line)
		err := r.body(t, depth+1)
		return t.done(false), err
	case strings.HasPrefix(rest, "<<"):
		return r.heredoc()
	case strings.HasPrefix(rest, `"`):
		text, err := r.text1('"')
		if err != nil {
			return nil, err
		}
		return scalar(text, line), nil
	default:
		return r.bare()
	}
}

func (r *hclReader) hclList(depth int) (*Node, error) {
	line := r.line
	r.advance(1)
	var items []*Node
	for {
		r.skipBlank()
		switch {
		case r.done():
			return nil, r.fail("a list without its end")
		case r.peek() == ']':
			r.advance(1)
			return list(items, line), nil
		}
		item, err := r.hclValue(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
}

// heredoc reads <<NAME or <<-NAME up to the line of NAME.
func (r *hclReader) heredoc() (*Node, error) {
	line := r.line
	name := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(r.restOfLine(), "<<"), "-"))
	var b strings.Builder
	for !r.done() {
		text := r.restOfLine()
		if strings.TrimSpace(text) == name {
			n := scalar(b.String(), line)
			n.block = true
			return n, nil
		}
		b.WriteString(text + "\n")
	}
	return nil, r.fail("a text without its end")
}
