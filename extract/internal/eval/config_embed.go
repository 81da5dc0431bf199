package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strings"
)

// Files that are part of the program, and folders that it reads as an fs.FS.

// folder is a file system: a folder below the root.
type folder struct{ dir string }

// embedded is a variable with the first pattern of what it embeds.
type embedded struct {
	of      types.Object
	pattern string
}

// noteEmbedded keeps what the variables of a file embed.
func (p *Program) noteEmbedded(f *ast.File, info *types.Info) {
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, s := range gen.Specs {
			spec, ok := s.(*ast.ValueSpec)
			if !ok || len(spec.Names) != 1 {
				continue
			}
			if pattern := embedPattern(spec.Doc, gen.Doc); pattern != "" {
				p.embeds = append(p.embeds, embedded{info.Defs[spec.Names[0]], pattern})
			}
		}
	}
}

// embedPattern is the first pattern of a go:embed directive.
func embedPattern(docs ...*ast.CommentGroup) string {
	for _, doc := range docs {
		if doc == nil {
			continue
		}
		for _, c := range doc.List {
			if rest, ok := strings.CutPrefix(c.Text, "//go:embed "); ok {
				return strings.Trim(strings.Fields(rest + " ?")[0], "\"`")
			}
		}
	}
	return ""
}

// embedFiles gives the variables of packages what they embed.
func (m *machine) embedFiles() {
	for _, e := range m.prog.embeds {
		pkg := m.prog.SSA.Package(e.of.Pkg())
		if pkg == nil || pkg.Var(e.of.Name()) == nil {
			continue
		}
		file, _ := m.prog.fileLine(e.of.Pos())
		dir := path.Dir(file)
		o := m.global(pkg.Var(e.of.Name()))
		if _, isStruct := o.typ.Underlying().(*types.Struct); isStruct {
			m.set(o, embeddedFiles, one(m.held("embed "+dir, folder{dir})))
		} else if at := path.Join(dir, e.pattern); m.prog.Repo.IsFile(at) {
			m.set(o, "", one(FileData{path: at}))
		}
	}
}

// embeddedFiles is the field of an embed.FS that has its files.
const embeddedFiles = ".files"

// folderOf is the folder that a file system is.
func folderOf(v Value) (folder, bool) {
	if s, ok := unwrap(v).(*Struct); ok {
		v = s.cells[embeddedFiles].single()
	}
	if v == nil {
		return folder{}, false
	}
	f, ok := holding(v).(folder)
	return f, ok
}

func readEmbedded(c *apiCall) []Set {
	files := c.embedded(c.recv, c.args[0])
	if len(files.vals) == 0 {
		return nil
	}
	c.out[0] = files
	return c.out
}

// embedded are the files of a name in a file system.
func (c *apiCall) embedded(fsys, names Set) Set {
	var files Set
	for _, v := range fsys.vals {
		dir, ok := folderOf(v)
		if !ok {
			continue
		}
		for _, t := range names.texts() {
			if name, ok := t.settled().exact(); ok && c.a.m.prog.Repo.IsFile(path.Join(dir.dir, name)) {
				files = files.with(FileData{path: path.Join(dir.dir, name)})
			}
		}
	}
	return files
}

func decodeEmbedded(tag string, fsys, name, into int) func(*apiCall) []Set {
	return func(c *apiCall) []Set {
		c.decodeFile(c.embedded(c.args[fsys], c.args[name]), c.args[into], tag)
		return c.out
	}
}

func subFS(c *apiCall) []Set {
	dir, ok := folderOf(c.args[0].single())
	name, exact := c.args[1].settledText()
	if !ok || !exact {
		return nil
	}
	return c.hold(folder{path.Join(dir.dir, name)}, c.args...)
}

func dirFS(c *apiCall) []Set {
	name, ok := c.args[0].settledText()
	if !ok || c.a.m.unit == nil {
		return nil
	}
	dir, ok := c.a.m.unit.ResolveDir(name)
	if !ok {
		return nil
	}
	return c.hold(folder{dir}, c.args...)
}
