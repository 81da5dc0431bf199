package settings

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Document is a file, or a block of one, that `flowvet generate` keeps current.
type Document struct {
	File     string `yaml:"file"`   // from the folder of the configuration
	Block    string `yaml:"block"`  // the name of the block that is filled; "" is the whole file
	Format   string `yaml:"format"` // as -f; by default that of the extension, in a block mermaid
	View     string `yaml:"view"`   // as the flags of these names
	By       string `yaml:"by"`
	Focus    string `yaml:"focus"`
	Depth    int    `yaml:"depth"`
	MaxEdges int    `yaml:"max-edges"`
	MaxChars int    `yaml:"max-chars"`

	at *token.Token
}

// UnmarshalYAML notes the place of the entry.
func (d *Document) UnmarshalYAML(node ast.Node) error {
	type plain Document
	if err := yaml.NodeToValue(node, (*plain)(d), yaml.Strict()); err != nil {
		return err
	}
	d.at = tokenOf(node)
	return nil
}

// Where is file:line of the entry, for messages.
func (d *Document) Where(file string) string {
	if d.at == nil {
		return file
	}
	return fmt.Sprintf("%s:%d", file, d.at.Position.Line)
}

// tokenOf is where a mapping starts.
func tokenOf(node ast.Node) *token.Token {
	switch n := node.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	}
	return node.GetToken()
}

// validateDocuments checks what the file's form cannot.
func validateDocuments(list []Document) error {
	type target struct{ file, block string }
	seen := map[target]bool{}
	var whole []string
	for _, d := range list {
		t := target{d.File, d.Block}
		switch {
		case d.File == "":
			return &placedError{d.at, "a document needs the name of its file", "add file: README.md"}
		case seen[t], d.Block != "" && slices.Contains(whole, d.File):
			return &placedError{d.at, fmt.Sprintf("%s is written by an earlier document, too", d.File), "give each document a block: or a file of its own"}
		}
		seen[t] = true
		if d.Block == "" {
			whole = append(whole, d.File)
		}
	}
	return nil
}
