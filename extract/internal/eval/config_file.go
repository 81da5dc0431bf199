package eval

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// FileData is the contents of a checked-in file that the program reads.
type FileData struct {
	path string // below the root
	// expanded says that the program has filled in the variables in it.
	expanded bool
}

func (v FileData) key() vkey {
	if v.expanded {
		return vkey{kind("expanded file"), v.path}
	}
	return vkey{kind("file"), v.path}
}

// decided says whether a line of a file decided a value.
func (p *prov) decided() bool {
	for ; p != nil; p = p.next {
		if p.file != "" {
			return true
		}
	}
	return false
}

// expanded are files in which the variables are filled in.
func expanded(files Set) Set {
	out := files
	out.vals = nil
	for _, v := range files.vals {
		if f, ok := unwrap(v).(FileData); ok {
			f.expanded = true
			v = f
		}
		out = out.with(v)
	}
	return out
}

// fileFunctions read and decode files.
func fileFunctions() map[string]func(*apiCall) []Set {
	all := map[string]func(*apiCall) []Set{
		"os.ReadFile":         readFile,
		"io/ioutil.ReadFile":  readFile,
		"os.Open":             readFile,
		"os.OpenFile":         readFile,
		"os.DirFS":            dirFS,
		"(embed.FS).ReadFile": readEmbedded,
		"(embed.FS).Open":     readEmbedded,
		"(io/fs.FS).Open":     readEmbedded,
		"io/fs.ReadFile":      func(c *apiCall) []Set { c.recv, c.args = c.args[0], c.args[1:]; return readEmbedded(c) },
		"io/fs.Sub":           subFS,

		"sigs.k8s.io/yaml.Unmarshal":                       decodeArgs("json", 0, 1),
		"github.com/BurntSushi/toml.Unmarshal":             decodeArgs("toml", 0, 1),
		"github.com/BurntSushi/toml.Decode":                decodeArgs("toml", 0, 1),
		"github.com/BurntSushi/toml.DecodeFile":            decodeNamed("toml", 0, 1),
		"github.com/BurntSushi/toml.DecodeFS":              decodeEmbedded("toml", 0, 1, 2),
		"github.com/BurntSushi/toml.NewDecoder":            sameArg(0),
		"(*github.com/BurntSushi/toml.Decoder).Decode":     decodeRecv("toml"),
		"github.com/hashicorp/hcl.Decode":                  decodeArgs("hcl", 1, 0),
		"github.com/hashicorp/hcl.Unmarshal":               decodeArgs("hcl", 0, 1),
		"github.com/hashicorp/hcl/v2/hclsimple.Decode":     decodeArgs("hcl", 1, 3),
		"github.com/hashicorp/hcl/v2/hclsimple.DecodeFile": decodeNamed("hcl", 0, 2),
	}
	for _, lib := range []struct{ path, tag string }{
		{"gopkg.in/yaml.v2", "yaml"}, {"gopkg.in/yaml.v3", "yaml"}, {"go.yaml.in/yaml/v2", "yaml"}, {"go.yaml.in/yaml/v3", "yaml"}, {"go.yaml.in/yaml/v4", "yaml"},
		{"github.com/goccy/go-yaml", "yaml"}, {"github.com/pelletier/go-toml", "toml"}, {"github.com/pelletier/go-toml/v2", "toml"},
	} {
		all[lib.path+".NewDecoder"] = sameArg(0)
		all["(*"+lib.path+".Decoder).Decode"] = decodeRecv(lib.tag)
		all[lib.path+".Unmarshal"] = decodeArgs(lib.tag, 0, 1)
		all[lib.path+".UnmarshalStrict"] = decodeArgs(lib.tag, 0, 1)
	}
	return all
}

func readFile(c *apiCall) []Set {
	for _, t := range c.args[0].texts() {
		if f, ok := c.a.m.file(t); ok {
			c.out[0] = one(f)
			return c.out
		}
	}
	return nil
}

// file is the checked-in file that the program opens by a name.
func (m *machine) file(name *Text) (FileData, bool) {
	if m.unit == nil {
		return FileData{}, false
	}
	if s, ok := name.settled().exact(); ok {
		path, ok := m.unit.Resolve(s)
		return FileData{path: path}, ok
	}
	base, ok := baseOf(name).exact()
	if !ok || !config.Known(base) {
		return FileData{}, false
	}
	path, ok := m.unit.Anywhere(base)
	return FileData{path: path}, ok
}

// treeOf is a file as a decoder of a format reads it, nil if it cannot be.
func (m *machine) treeOf(f FileData, format string) *config.Tree {
	tree, err := m.prog.Repo.File(f.path)
	if tree == nil && format != "" && !config.Known(f.path) {
		tree, err = m.prog.Repo.FileAs(f.path, format)
	}
	if err != nil {
		return nil
	}
	return tree
}

func decodeRecv(tag string) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		c.decodeFile(c.recv, c.args[0], tag)
		return c.out
	}
}

func decodeArgs(tag string, data, into int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		c.decodeFile(c.args[data], c.args[into], tag)
		return c.out
	}
}

func decodeNamed(tag string, name, into int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		c.decodeFile(c.filesNamed(c.args[name]), c.args[into], tag)
		return c.out
	}
}

// filesNamed are the files that the program opens by names.
func (c *apiCall) filesNamed(names Set) Set {
	var files Set
	for _, t := range names.texts() {
		if f, ok := c.a.m.file(t); ok {
			files = files.with(f)
		}
	}
	return files
}

// decodeFile fills what is pointed to from a file, or where that is not known,
// makes it unknown.
func (c *apiCall) decodeFile(data, into Set, tag string) {
	if !c.a.m.decodeData(c.a, data, into, tag) {
		c.a.m.havoc(into, 0)
	}
}

// decodeData decodes the contents of a file; it says whether data is one.
func (m *machine) decodeData(a *activation, data, into Set, tag string) bool {
	for _, v := range data.vals {
		f, ok := unwrap(v).(FileData)
		if !ok {
			continue
		}
		tree := m.treeOf(f, tag)
		if tree == nil {
			continue
		}
		m.decodeInto(a, into, source{m: m, tree: tree, tag: tag, expand: f.expanded}, tree.Root())
		return true
	}
	return false
}

// source is a tree with how struct fields name its keys.
type source struct {
	m      *machine
	tree   *config.Tree
	tag    string
	expand bool // variables in the texts are filled in
}

// decodeInto stores a node where values point to.
func (m *machine) decodeInto(a *activation, into Set, src source, n *config.Node) {
	for _, v := range into.vals {
		r, ok := unwrap(v).(Ref)
		if !ok {
			continue
		}
		m.decodeNode(a, r, typeAt(r), src, n, 0)
	}
}

const maxConfigDepth = 12

// decodeNode stores a node of a configuration file at a place of a type.
func (m *machine) decodeNode(a *activation, r Ref, t types.Type, src source, n *config.Node, depth int) {
	if n == nil || depth > maxConfigDepth {
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if decodesItself(t) {
			m.storeAt(a, r, m.unknown(t, ""), t, true)
			return
		}
		m.decodeStruct(a, r, u, src, n, depth)
	case *types.Pointer:
		o := m.object(a, vkey{r.obj, "decoded " + r.path}, u.Elem())
		m.storeAt(a, r, one(Ref{o, ""}), t, true)
		m.decodeNode(a, Ref{o, ""}, u.Elem(), src, n, depth+1)
	case *types.Slice:
		m.decodeList(a, r, u, src, n, depth)
	case *types.Map:
		o := m.object(a, vkey{r.obj, "decoded " + r.path}, t)
		m.storeAt(a, r, one(Ref{o, ""}), t, true)
		for _, e := range n.Entries() {
			key := literal(e.Key)
			path, _ := m.keyPath(key)
			o.insert(path, key)
			m.decodeNode(a, Ref{o, path}, u.Elem(), src, e.Value, depth+1)
		}
	default:
		s, ok := src.scalar(n, t)
		if !ok {
			s = m.unknown(t, "")
		}
		m.storeAt(a, r, s, t, true)
	}
}

// decodesItself says whether a type has a method that decoders call instead of looking
// at its fields.
func decodesItself(t types.Type) bool {
	for _, name := range []string{"UnmarshalYAML", "UnmarshalTOML", "UnmarshalJSON", "UnmarshalText", "Decode"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

func (m *machine) decodeStruct(a *activation, r Ref, st *types.Struct, src source, n *config.Node, depth int) {
	for i := range st.NumFields() {
		f := st.Field(i)
		name, inline := fieldKey(f, st.Tag(i), src.tag)
		child := n
		if !inline {
			if name == "-" || !f.Exported() {
				continue
			}
			if child = n.Get(name); child == nil {
				child = n.GetFold(name)
			}
			if child == nil && name == f.Name() {
				child = n.GetFold(snake(name))
			}
		}
		m.decodeNode(a, Ref{r.obj, r.path + fieldPath("", f.Name())}, f.Type(), src, child, depth+1)
	}
}

// fieldKey is the key of a struct field, and whether its own fields stand in its
// place.
func fieldKey(f *types.Var, tags, tag string) (name string, inline bool) {
	value, options, _ := strings.Cut(reflect.StructTag(tags).Get(tag), ",")
	if strings.Contains(options, "squash") || strings.Contains(options, "inline") {
		return "", true
	}
	if value == "" {
		_, isStruct := f.Type().Underlying().(*types.Struct)
		return f.Name(), f.Embedded() && isStruct && tag != "yaml"
	}
	return value, false
}

func (m *machine) decodeList(a *activation, r Ref, t *types.Slice, src source, n *config.Node, depth int) {
	items := n.Items()
	o := m.object(a, vkey{r.obj, "decoded " + r.path}, t)
	for i, item := range items {
		if i >= maxUnroll {
			break
		}
		m.decodeNode(a, Ref{o, indexPath("", i)}, t.Elem(), src, item, depth+1)
	}
	if len(items) == 0 {
		if s, ok := src.scalar(n, t.Elem()); ok && isString(t.Elem()) {
			m.storeAt(a, r, m.splitList(a, s, t), t, true)
		}
		return
	}
	m.storeAt(a, r, one(Slice{o, "", 0, min(len(items), maxUnroll)}), t, true)
}

// splitList is a configured list in one text: a, b.
func (m *machine) splitList(a *activation, s Set, t types.Type) Set {
	text, ok := s.single().(*Text)
	if !ok {
		return s
	}
	whole, ok := text.settled().exact()
	o := m.object(a, vkey{text, "list"}, t)
	if !ok {
		m.set(o, anyElem, s)
		return one(Slice{o, "", 0, -1})
	}
	parts := strings.Split(whole, ",")
	for i, p := range parts {
		m.set(o, indexPath("", i), one(newText([]textPart{{lit: strings.TrimSpace(p)}}, text.prov)))
	}
	return one(Slice{o, "", 0, len(parts)})
}

// scalar is a scalar of a file as a value of a type.
func (src source) scalar(n *config.Node, t types.Type) (Set, bool) {
	v, ok := src.tree.Value(n)
	if !ok {
		return Set{}, false
	}
	return scalarOf(src.text(v.File, v), t)
}

func (src source) text(key string, v config.Value) *Text {
	t := valueText(key, v)
	if !src.expand || v.Secret || !strings.Contains(v.Text, "${") {
		return t
	}
	filled := src.m.expandText(v.Text)
	return newText(filled.parts, joinProv(t.prov, filled.prov))
}

// scalarOf is a configured text as a value of a type.
func scalarOf(text *Text, t types.Type) (Set, bool) {
	b, ok := t.Underlying().(*types.Basic)
	switch {
	case !ok:
		return one(text), types.IsInterface(t)
	case b.Info()&types.IsString != 0:
		return one(text), true
	case b.Info()&types.IsBoolean != 0:
		s, _ := text.exact()
		return one(constBool(strings.EqualFold(s, "true") || s == "1")), true
	case b.Info()&types.IsNumeric != 0:
		s, _ := text.exact()
		if n, err := parseInt(s); err == nil {
			return one(constInt(n)), true
		}
	}
	return Set{}, false
}
