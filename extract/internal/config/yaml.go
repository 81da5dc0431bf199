package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxMarks bounds how many keys, elements, anchors and aliases a YAML document
// may have, since the parser needs time that is quadratic in them.
const maxMarks = 10_000

// readYAML reads all documents of a YAML file. Each is parsed alone, so that a
// long file of many documents takes linear time.
func readYAML(data []byte) ([]*Node, error) {
	var docs []*Node
	for _, part := range splitDocuments(data) {
		if err := checkYAML(part); err != nil {
			return nil, err
		}
		found, err := parseDocument(part)
		if err != nil {
			return nil, err
		}
		docs = append(docs, found...)
	}
	return docs, nil
}

// document is one document of a file, after so many lines.
type document struct {
	text  []byte
	lines int
}

// splitDocuments cuts at lines that begin with three dashes, which are document
// markers wherever they stand.
func splitDocuments(data []byte) []document {
	var docs []document
	current, line := document{}, 0
	start := 0
	for pos := 0; pos < len(data); line++ {
		end := len(data)
		if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		if isMarker(data[pos:end]) && pos > start {
			current.text = data[start:pos]
			docs = append(docs, current)
			current, start = document{lines: line}, pos
		}
		pos = end
	}
	current.text = data[start:]
	return append(docs, current)
}

func isMarker(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("---"))
	return ok && (len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n"), rest[0]) >= 0)
}

// checkYAML refuses what would cost the parser too much time or stack.
func checkYAML(doc document) error {
	marks, depth, line := 0, 0, doc.lines+1
	for i, c := range doc.text {
		next := byte('\n')
		if i+1 < len(doc.text) {
			next = doc.text[i+1]
		}
		switch c {
		case '\n':
			line++
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '&', '*', '!':
			marks++
		case ':', '-', '?':
			if next <= ' ' {
				marks++
			}
		}
		if depth > maxDepth {
			return errorAt(line, "nested more than %d deep", maxDepth)
		}
		if marks > maxMarks {
			return errorAt(line, "a document of more than %d keys and elements", maxMarks)
		}
	}
	return nil
}

func parseDocument(doc document) (nodes []*Node, err error) {
	defer func() { // the parser is not ours, and has met malformed files before
		if r := recover(); r != nil {
			nodes, err = nil, errorAt(doc.lines+1, "malformed YAML")
		}
	}()
	file, err := parser.ParseBytes(doc.text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, yamlError(err, doc.lines)
	}
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		c := &yamlReader{offset: doc.lines, anchors: map[string]*Node{}}
		node, err := c.node(d.Body, 0)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	return nodes, nil
}

func yamlError(err error, offset int) error {
	var e yaml.Error
	if errors.As(err, &e) {
		if tk := e.GetToken(); tk != nil && tk.Position != nil {
			return errorAt(offset+tk.Position.Line, "%s", e.GetMessage())
		}
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return errorAt(offset+1, "%s", first)
}

// yamlReader turns the syntax tree of one document into Nodes.
type yamlReader struct {
	offset  int
	anchors map[string]*Node // nil for one that is not complete
}

func (r *yamlReader) line(n ast.Node) int {
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		return r.offset + tk.Position.Line
	}
	return r.offset + 1
}

func (r *yamlReader) node(n ast.Node, depth int) (*Node, error) {
	if n == nil {
		return &Node{Line: r.offset + 1, size: 1}, nil
	}
	if depth > maxDepth {
		return nil, errorAt(r.line(n), "nested more than %d deep", maxDepth)
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return r.mapping(n.Values, r.line(n), depth)
	case *ast.MappingValueNode:
		return r.mapping([]*ast.MappingValueNode{n}, r.line(n), depth)
	case *ast.SequenceNode:
		return r.sequence(n, depth)
	case *ast.AnchorNode:
		name := n.Name.GetToken().Value
		r.anchors[name] = nil
		value, err := r.node(n.Value, depth+1)
		r.anchors[name] = value
		return value, err
	case *ast.AliasNode:
		return r.alias(n)
	case *ast.TagNode:
		if n.Value == nil {
			return &Node{Line: r.line(n), size: 1}, nil
		}
		return r.node(n.Value, depth+1)
	case *ast.LiteralNode:
		text := scalar(n.Value.Value, r.line(n))
		text.block = true
		return text, nil
	case *ast.StringNode:
		return scalar(n.Value, r.line(n)), nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return scalar(n.GetToken().Value, r.line(n)), nil
	case *ast.NullNode:
		return &Node{Line: r.line(n), size: 1}, nil
	default:
		return nil, errorAt(r.line(n), "unexpected %s", n.Type())
	}
}

func (r *yamlReader) alias(n *ast.AliasNode) (*Node, error) {
	name := n.Value.GetToken().Value
	value, ok := r.anchors[name]
	switch {
	case !ok:
		return nil, errorAt(r.line(n), "unknown anchor %q", name)
	case value == nil:
		return nil, errorAt(r.line(n), "anchor %q contains itself", name)
	}
	return value, nil
}

func (r *yamlReader) sequence(n *ast.SequenceNode, depth int) (*Node, error) {
	items := make([]*Node, 0, len(n.Values))
	for _, v := range n.Values {
		item, err := r.node(v, depth+1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	seq := list(items, r.line(n))
	return seq, seq.check()
}

func (r *yamlReader) mapping(values []*ast.MappingValueNode, line, depth int) (*Node, error) {
	if len(values) > 0 {
		line = r.line(values[0].Key)
	}
	b := newMap(line)
	var merged []*Node
	for _, v := range values {
		value, err := r.node(v.Value, depth+1)
		if err != nil {
			return nil, err
		}
		if v.Key.IsMergeKey() {
			merged = append(merged, value)
			continue
		}
		if value.Kind == Null {
			value.Line = r.line(v.Key)
		}
		b.set(keyText(v.Key), value)
		if err := b.node.check(); err != nil {
			return nil, err
		}
	}
	for _, m := range merged {
		for _, from := range append([]*Node{m}, m.items...) {
			if err := b.merge(from); err != nil {
				return nil, err
			}
		}
	}
	return b.node, b.node.check()
}

// keyText is a key as a text; keys that are no scalars are of no use here.
func keyText(key ast.MapKeyNode) string {
	switch k := key.(type) {
	case *ast.StringNode:
		return k.Value
	case *ast.MappingKeyNode:
		if s, ok := k.Value.(*ast.StringNode); ok {
			return s.Value
		}
	case *ast.AnchorNode:
		if s, ok := k.Value.(*ast.StringNode); ok {
			return s.Value
		}
	case ast.ScalarNode:
		return k.GetToken().Value
	}
	return fmt.Sprint(key)
}
