package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Error is something wrong in a model file.
type Error struct {
	File    string
	Line    int // from 1; 0 if the place is not known
	Column  int
	Message string
	Excerpt string // the line, with a mark below the column
}

// Error is the place, the message and the excerpt.
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s\n%s", e.File, e.Line, e.Column, e.Message, e.Excerpt)
}

// Errors are all that is wrong, in the order of the files.
type Errors []*Error

// Error is every error on lines of its own.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// err is nil without errors: an empty Errors in an error would not be.
func (e Errors) err() error {
	if len(e) == 0 {
		return nil
	}
	return e.Sorted()
}

// Sorted sorts the errors of each file by place, and leaves each once.
func (e Errors) Sorted() Errors {
	slices.SortStableFunc(e, func(a, b *Error) int {
		if a.File != b.File {
			return 0
		}
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(e, func(a, b *Error) bool { return *a == *b })
}

// source is the text of a file and its tree, for the places of errors.
type source struct {
	name string
	text string
	body ast.Node
}

// errorAt makes an error at a token, which may be nil.
func (s *source) errorAt(tok *token.Token, message string) *Error {
	e := &Error{File: s.name, Message: message}
	if tok == nil || tok.Position == nil {
		return e
	}
	e.Line, e.Column = tok.Position.Line, tok.Position.Column
	lines := strings.Split(s.text, "\n")
	if e.Line < 1 || e.Line > len(lines) {
		return e
	}
	number := fmt.Sprintf("%6d | ", e.Line)
	line := strings.TrimRight(strings.ReplaceAll(lines[e.Line-1], "\t", " "), "\r")
	mark := strings.Repeat(" ", max(0, e.Column-1)) + "^"
	e.Excerpt = number + line + "\n" + strings.Repeat(" ", len(number)-2) + "| " + mark
	return e
}

// wrap makes an error of one that the YAML library returned.
func (s *source) wrap(err error) *Error {
	var y yaml.Error
	if errors.As(err, &y) {
		return s.errorAt(y.GetToken(), y.GetMessage())
	}
	return s.errorAt(nil, err.Error())
}

// where is a place in a file: keys of mappings and indexes of sequences.
type where []any

func (w where) in(steps ...any) where {
	return append(slices.Clip(w), steps...)
}

// find is the token at a place, or at what encloses it if there is none.
func (s *source) find(place where) *token.Token {
	node := s.body
	for _, step := range place {
		next := child(node, step)
		if next == nil {
			break
		}
		node = next
	}
	if node == nil {
		return nil
	}
	return first(node).GetToken()
}

// child is a mapping's value or a sequence's element, nil if there is none.
func child(node ast.Node, step any) ast.Node {
	switch n := node.(type) {
	case *ast.AnchorNode:
		return child(n.Value, step)
	case *ast.TagNode:
		return child(n.Value, step)
	case *ast.MappingNode:
		for _, v := range n.Values {
			if v.Key != nil && v.Key.GetToken() != nil && v.Key.GetToken().Value == step {
				return v.Value
			}
		}
	case *ast.MappingValueNode:
		if n.Key != nil && n.Key.GetToken() != nil && n.Key.GetToken().Value == step {
			return n.Value
		}
	case *ast.SequenceNode:
		if i, ok := step.(int); ok && i < len(n.Values) {
			return n.Values[i]
		}
	}
	return nil
}

// first is the key that a mapping starts with, else the node.
func first(node ast.Node) ast.Node {
	switch n := node.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && n.Values[0].Key != nil {
			return n.Values[0].Key
		}
	case *ast.MappingValueNode:
		if n.Key != nil {
			return n.Key
		}
	}
	return node
}
