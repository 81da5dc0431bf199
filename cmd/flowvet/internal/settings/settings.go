// Package settings reads .flowvet.yaml, the one configuration file of the command.
//
// The file is optional, flags win over it, and whatever it says that means nothing is
// an error with its line: a key that nobody reads would be taken for one that works.
// Each section is a struct of its own; to add one, add a field to File and to
// schema.json.
package settings

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Name is what the file is called.
const Name = ".flowvet.yaml"

// maxSize bounds the file, in bytes.
const maxSize = 1 << 20

//go:embed schema.json
var schema []byte

// Example is a file with every key explained, as `flowvet init` writes it.
//
//go:embed example.yaml
var Example string

// JSONSchema is the JSON Schema (2020-12) of the file.
func JSONSchema() []byte { return schema }

// File is what a configuration file says. The zero value is that of no file.
type File struct {
	// Path is where it was read, "" if there is none, and Name what messages call it.
	Path string `yaml:"-"`
	Name string `yaml:"-"`

	Patterns  []string   `yaml:"patterns"`  // what is analyzed where the command line names nothing, from the file's folder
	Env       []string   `yaml:"env"`       // as --env
	Tags      []string   `yaml:"tags"`      // as --tags
	Models    []string   `yaml:"models"`    // files with library models, from the file's folder
	Documents []Document `yaml:"documents"` // of `flowvet generate`
	Check     Check      `yaml:"check"`     // of `flowvet check`
}

// An Error is something wrong in a configuration file.
type Error struct {
	File         string
	Line, Column int // from 1; 0 if the place is not known
	Message      string
	Hint         string
}

// Error is file:line:column and the message.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Find looks for the file in a folder and those above it, up to the root of the
// repository, or else of the outermost module.
func Find(dir string) (string, bool) {
	root := rootOf(dir)
	for {
		file := filepath.Join(dir, Name)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file, true
		}
		parent := filepath.Dir(dir)
		if dir == root || parent == dir {
			return "", false
		}
		dir = parent
	}
}

func rootOf(dir string) string {
	has := func(dir, name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
	root := dir
	for at := dir; ; at = filepath.Dir(at) {
		if has(at, ".git") {
			return at
		}
		if has(at, "go.mod") || has(at, "go.work") {
			root = at
		}
		if filepath.Dir(at) == at {
			return root
		}
	}
}

// Load reads a configuration file. What is wrong in it is an *Error, which calls the
// file by name.
func Load(path, name string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	if info.Size() > maxSize {
		return nil, &Error{File: name, Message: fmt.Sprintf("is larger than %d bytes", maxSize)}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	f, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	f.Path, f.Name = path, name
	return f, nil
}

func parse(name string, data []byte) (f *File, err error) {
	// The YAML library does not promise to survive every malformed file.
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, &Error{File: name, Message: "is no YAML that can be read"}
		}
	}()
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, wrap(name, err)
	}
	f = &File{}
	for _, doc := range tree.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if err := yaml.NodeToValue(doc.Body, f, yaml.Strict()); err != nil {
			return nil, wrap(name, err)
		}
	}
	if err := errors.Join(f.Check.validate(), validateDocuments(f.Documents)); err != nil {
		return nil, wrap(name, err)
	}
	return f, nil
}

// wrap makes an *Error of what the YAML library or a section says.
func wrap(name string, err error) error {
	var placed *placedError
	var y yaml.Error
	switch {
	case errors.As(err, &placed):
		return at(name, placed.token, placed.message, placed.hint)
	case errors.As(err, &y):
		message, hint := y.GetMessage(), ""
		if strings.HasPrefix(message, "unknown field") && y.GetToken() != nil {
			message, hint = fmt.Sprintf("there is no key %q here", y.GetToken().Value), "the keys of this file are "+strings.Join(keys(reflect.TypeFor[File]()), ", ")
		}
		return at(name, y.GetToken(), message, hint)
	}
	return &Error{File: name, Message: err.Error()}
}

// placedError is what a section finds wrong, with where.
type placedError struct {
	token         *token.Token
	message, hint string
}

func (e *placedError) Error() string { return e.message }

func at(name string, tok *token.Token, message, hint string) *Error {
	e := &Error{File: name, Message: message, Hint: hint}
	if tok != nil && tok.Position != nil {
		e.Line, e.Column = tok.Position.Line, tok.Position.Column
	}
	return e
}

// keys are the keys of a section and those within it, as section.key.
func keys(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name == "" || name == "-" {
			continue
		}
		elem := t.Field(i).Type
		if elem.Kind() == reflect.Slice {
			elem = elem.Elem()
		}
		if elem.Kind() != reflect.Struct {
			out = append(out, name)
			continue
		}
		for _, k := range keys(elem) {
			out = append(out, name+"."+k)
		}
	}
	slices.Sort(out)
	return out
}
