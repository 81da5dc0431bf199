package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// readJSON reads JSON, with comments and trailing commas as editors allow.
func readJSON(data []byte) ([]*Node, error) {
	r := &jsonReader{data: plainJSON(data), line: 1}
	r.dec = json.NewDecoder(bytes.NewReader(r.data))
	r.dec.UseNumber()
	node, err := r.value(0)
	if err != nil {
		var at *syntaxError
		switch {
		case errors.As(err, &at):
			return nil, err
		case errors.Is(err, io.EOF):
			return nil, errorAt(r.here(), "the value has no end")
		}
		return nil, errorAt(r.here(), "%s", err)
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errorAt(r.here(), "more after the end of the value")
	}
	return []*Node{node}, nil
}

type jsonReader struct {
	dec    *json.Decoder
	data   []byte
	line   int // at offset
	offset int
}

// here is the line of the token that was read last.
func (r *jsonReader) here() int {
	to := min(int(r.dec.InputOffset()), len(r.data))
	if to > r.offset {
		r.line += bytes.Count(r.data[r.offset:to], []byte("\n"))
		r.offset = to
	}
	return r.line
}

func (r *jsonReader) value(depth int) (*Node, error) {
	tk, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	line := r.here()
	if depth > maxDepth {
		return nil, errorAt(line, "nested more than %d deep", maxDepth)
	}
	switch tk := tk.(type) {
	case json.Delim:
		if tk == '{' {
			return r.object(line, depth)
		}
		return r.array(line, depth)
	case string:
		return scalar(tk, line), nil
	case json.Number:
		return scalar(tk.String(), line), nil
	case bool:
		if tk {
			return scalar("true", line), nil
		}
		return scalar("false", line), nil
	default:
		return &Node{Line: line, size: 1}, nil
	}
}

func (r *jsonReader) object(line, depth int) (*Node, error) {
	b := newMap(line)
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return nil, err
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		b.set(key.(string), value) // the decoder lets no other key pass
	}
	if _, err := r.dec.Token(); err != nil {
		return nil, err
	}
	return b.node, b.node.check()
}

func (r *jsonReader) array(line, depth int) (*Node, error) {
	var items []*Node
	for r.dec.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	if _, err := r.dec.Token(); err != nil {
		return nil, err
	}
	seq := list(items, line)
	return seq, seq.check()
}

// plainJSON blanks comments and trailing commas, in place of equal length.
func plainJSON(data []byte) []byte {
	out := bytes.Clone(bytes.TrimPrefix(data, []byte("\ufeff")))
	comma := -1 // a comma with nothing but space after it so far
	for i := 0; i < len(out); i++ {
		switch c := out[i]; {
		case c == '"':
			comma = -1
			for i++; i < len(out) && out[i] != '"'; i++ {
				if out[i] == '\\' {
					i++
				}
			}
		case c == '/' && i+1 < len(out) && (out[i+1] == '/' || out[i+1] == '*'):
			i = blankComment(out, i)
		case c == ',':
			comma = i
		case c == '}' || c == ']':
			if comma >= 0 {
				out[comma] = ' '
			}
			comma = -1
		case c > ' ':
			comma = -1
		}
	}
	return out
}

// blankComment blanks the comment at i except for its line ends, and returns its
// last byte.
func blankComment(out []byte, i int) int {
	end := bytes.IndexByte(out[i:], '\n')
	if out[i+1] == '*' {
		if end = bytes.Index(out[i+2:], []byte("*/")); end >= 0 {
			end += 4
		}
	}
	if end < 0 {
		end = len(out) - i
	}
	for j := i; j < i+end; j++ {
		if out[j] != '\n' {
			out[j] = ' '
		}
	}
	return i + end - 1
}
