package config

import (
	"fmt"
	"strings"
)

// maxNodes bounds a file with all aliases expanded, maxDepth how deep values may
// nest.
const (
	maxNodes = 200_000
	maxDepth = 200
)

// syntaxError is a malformed file.
type syntaxError struct {
	line int
	msg  string
}

func (e *syntaxError) Error() string {
	if e.line == 0 {
		return e.msg
	}
	return fmt.Sprintf("line %d: %s", e.line, e.msg)
}

func errorAt(line int, format string, args ...any) error {
	return &syntaxError{line, fmt.Sprintf(format, args...)}
}

// scalar is a node that holds a text.
func scalar(text string, line int) *Node {
	return &Node{Kind: Scalar, Text: text, Line: line, size: 1}
}

// mapBuilder collects the entries of a map: of one key the last value counts.
type mapBuilder struct {
	node  *Node
	index map[string]int
}

func newMap(line int) *mapBuilder {
	return &mapBuilder{&Node{Kind: Map, Line: line, size: 1}, map[string]int{}}
}

func (b *mapBuilder) get(key string) *Node {
	if i, ok := b.index[key]; ok {
		return b.node.entries[i].Value
	}
	return nil
}

func (b *mapBuilder) set(key string, value *Node) {
	redact(key, value)
	b.put(key, value)
}

func (b *mapBuilder) put(key string, value *Node) {
	b.node.size += value.size
	if i, ok := b.index[key]; ok {
		b.node.entries[i].Value = value
		return
	}
	b.index[key] = len(b.node.entries)
	b.node.entries = append(b.node.entries, Entry{key, value})
}

// merge adds the entries of another map that are not there yet.
func (b *mapBuilder) merge(other *Node) error {
	for _, e := range other.entries {
		if _, ok := b.index[e.Key]; !ok {
			b.put(e.Key, e.Value)
		}
	}
	return b.node.check()
}

func list(items []*Node, line int) *Node {
	n := &Node{Kind: List, items: items, Line: line, size: 1}
	for _, item := range items {
		redact("", item)
		n.size += item.size
	}
	return n
}

// check refuses a node that aliases make too large.
func (n *Node) check() error {
	if n.size > maxNodes {
		return errorAt(n.Line, "more than %d values with all aliases expanded", maxNodes)
	}
	return nil
}

// redact drops the text of a secret, and of each element of a list of secrets. Of
// KEY=value in a list, KEY= stays.
func redact(key string, n *Node) {
	switch n.Kind {
	case Scalar:
		text := n.Text
		name, value, ok := strings.Cut(text, "=")
		if ok = ok && key == "" && !strings.ContainsAny(name, " \n:/"); ok {
			key, text = name, value
		}
		if !Secret(key, text) {
			return
		}
		n.raw, n.Text, n.Secret = n.Text, "", true
		if ok {
			n.Text = name + "="
		}
	case List:
		if secretKey(key) {
			for _, item := range n.items {
				redact(key, item)
			}
		}
	}
}
