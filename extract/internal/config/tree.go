package config

import (
	"cmp"
	"fmt"
	"path"
	"strings"
)

// Tree is a decoded configuration file.
type Tree struct {
	// File is the path of the file below the root.
	File string
	// Kind says what sort of source it is, as in Value.
	Kind string
	// Docs are its documents, none if it is empty. All formats but YAML have one.
	Docs []*Node

	lines []Position // where each line of a generated text comes from
}

// Position is a line of a file.
type Position struct {
	File string
	Line int
}

// Kinds of sources that this package knows itself.
const (
	KindFile       = "config-file"
	KindEnv        = "env-file"
	KindEnvExample = "env-example"
)

// Value is a configured text and where it stands.
type Value struct {
	Text string
	File string
	Line int
	// Kind is the sort of its source: one of this package's kinds, or one of
	// package deploy's.
	Kind string
	// Secret says that there is a value, but one that must not be shown.
	Secret bool
}

// Root is the first document, which is the one that most programs read.
func (t *Tree) Root() *Node {
	if t == nil || len(t.Docs) == 0 {
		return nil
	}
	return t.Docs[0]
}

// Lookup follows keys from the root.
func (t *Tree) Lookup(path ...string) *Node { return t.Root().Lookup(path...) }

// LookupFold is Lookup for keys in any case, as viper has it.
func (t *Tree) LookupFold(path ...string) *Node { return t.Root().LookupFold(path...) }

// Value is a scalar of the tree with its place.
func (t *Tree) Value(n *Node) (Value, bool) {
	if t == nil || n == nil || n.Kind != Scalar {
		return Value{}, false
	}
	at := origin(t.lines, t.File, n.Line)
	return Value{Text: n.Text, File: at.File, Line: at.Line, Kind: t.Kind, Secret: n.Secret}, true
}

// KeyAt is the path of keys to the scalar of the first document that stands on a
// line, false if it is in a list or there is none.
func (t *Tree) KeyAt(line int) ([]string, bool) {
	var find func(n *Node, path []string) []string
	find = func(n *Node, path []string) []string {
		for _, e := range n.Entries() {
			below := append(path[:len(path):len(path)], e.Key)
			if e.Value.Kind == Scalar && e.Value.Line == line {
				return below
			}
			if found := find(e.Value, below); found != nil {
				return found
			}
		}
		return nil
	}
	path := find(t.Root(), nil)
	return path, path != nil
}

// origin is where a line of a file that may be generated comes from.
func origin(lines []Position, file string, line int) Position {
	if line > 0 && line <= len(lines) && lines[line-1].File != "" {
		return lines[line-1]
	}
	return Position{file, line}
}

// formats are the readers by what people call the format and by extension.
var formats = map[string]func([]byte) ([]*Node, error){
	"yaml": readYAML, "yml": readYAML,
	"json": readJSON, "jsonc": readJSON, "json5": readJSON,
	"toml": readTOML, "tml": readTOML,
	"env": readDotEnv, "dotenv": readDotEnv,
	"properties": readProperties, "props": readProperties, "prop": readProperties,
	"ini": readINI, "cfg": readINI, "conf": readINI,
	"hcl": readHCL, "tfvars": readHCL,
}

// format tells the format from a file's name.
func format(name string) string {
	base := strings.ToLower(path.Base(name))
	for _, e := range examples {
		base = strings.TrimSuffix(strings.TrimSuffix(base, "."+e), "-"+e)
	}
	if base == ".env" || strings.HasPrefix(base, ".env.") || strings.HasPrefix(base, "env.") {
		return "env"
	}
	return strings.TrimPrefix(path.Ext(base), ".")
}

// Known reports whether a file's name tells its format.
func Known(name string) bool { return formats[format(name)] != nil }

// File reads a configuration file in the format that its name tells. The path is
// relative to the root.
func (r *Repo) File(name string) (*Tree, error) { return r.FileAs(name, format(name)) }

// FileAs reads a configuration file in a named format: yaml, json, toml, env,
// properties, ini, hcl, or another of their extensions.
func (r *Repo) FileAs(name, format string) (*Tree, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := treeKey{clean(name), strings.ToLower(format)}
	p := r.trees[key]
	if p == nil {
		p = &parsed{}
		p.tree, p.err = r.parse(key)
		r.trees[key] = p
	}
	return p.tree, p.err
}

func (r *Repo) parse(key treeKey) (*Tree, error) {
	data, err := r.read(key.path)
	if err != nil {
		return nil, err
	}
	read := formats[key.format]
	if read == nil {
		return nil, fmt.Errorf("reading %s: the format %q is unknown", key.path, key.format)
	}
	docs, err := read(data)
	if err != nil {
		r.warn(key.path, err)
		return nil, fmt.Errorf("reading %s: %w", key.path, err)
	}
	return &Tree{File: key.path, Kind: key.kind(), Docs: docs, lines: r.generated[key.path]}, nil
}

func (k treeKey) kind() string {
	switch {
	case k.format != "env" && k.format != "dotenv":
		return KindFile
	case isExample(k.path):
		return KindEnvExample
	}
	return KindEnv
}

// Generate makes a text that was made from other files readable under a name.
// Each of its lines comes from the line in lines; those without a file are its own.
func (r *Repo) Generate(name string, data []byte, lines []Position) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.texts[clean(name)] = &text{data: data}
	r.generated[clean(name)] = lines
}

// Origin is where a line of a file that may be generated comes from.
func (r *Repo) Origin(file string, line int) Position {
	r.mu.Lock()
	defer r.mu.Unlock()
	return origin(r.generated[clean(file)], file, line)
}

// Embed makes the text of a node, which stands inside a file, readable under a
// name of its own: a config map's data. It returns the path to read it by.
func (r *Repo) Embed(file, name string, n *Node) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	virtual := clean(file) + "#" + name
	if r.texts[virtual] != nil {
		return virtual
	}
	data, line := cmp.Or(n.raw, n.Text), n.Line
	if n.block {
		line++
	}
	r.texts[virtual] = &text{data: []byte(data)}
	key := treeKey{virtual, format(name)}
	read := formats[key.format]
	if read == nil {
		return virtual
	}
	docs, err := read([]byte(strings.Repeat("\n", max(line-1, 0)) + data))
	p := &parsed{tree: &Tree{File: clean(file), Kind: key.kind(), Docs: docs, lines: r.generated[clean(file)]}}
	if err != nil {
		r.warn(clean(file), err)
		p = &parsed{err: fmt.Errorf("reading %s: %w", virtual, err)}
	}
	r.trees[key] = p
	return virtual
}
