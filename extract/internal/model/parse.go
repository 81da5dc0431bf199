package model

import (
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFileSize bounds a model file.
const maxFileSize = 1 << 20

// Parse reads one file; name is for error messages only. Keys that the format
// does not have are errors. What the texts in it mean is checked by Compile.
func Parse(name string, data []byte) (f *File, err error) {
	src := &source{name: name, text: string(data)}
	if len(data) > maxFileSize {
		return nil, Errors{src.errorAt(nil, fmt.Sprintf("model file is larger than %d bytes", maxFileSize))}
	}
	// The YAML library does not promise to survive every malformed file.
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, Errors{src.errorAt(nil, fmt.Sprintf("malformed YAML: %v", r))}
		}
	}()
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, Errors{src.wrap(err)}
	}
	if src.body, err = onlyDocument(tree); err != nil {
		return nil, Errors{src.wrap(err)}
	}
	f = &File{source: src}
	if err := yaml.NodeToValue(src.body, f, yaml.Strict()); err != nil {
		return nil, Errors{src.wrap(err)}
	}
	return f, nil
}

func onlyDocument(tree *ast.File) (ast.Node, error) {
	var body ast.Node
	for _, doc := range tree.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if body != nil {
			return nil, fmt.Errorf("a model file is one YAML document")
		}
		body = doc.Body
	}
	if body == nil {
		return nil, fmt.Errorf("model file is empty")
	}
	return body, nil
}
