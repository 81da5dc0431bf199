package payload

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"strings"
)

// Source is a package with its syntax.
type Source struct {
	Types *types.Package
	Files []*ast.File
	Info  *types.Info
}

// Sources have the comments of types and fields, and the bodies of methods.
type Sources struct {
	packages map[*types.Package]Source
	comments map[*types.Package]map[token.Pos]string // by the position of the name, as they are asked for
}

// NewSources are those of some packages. Types of others have no comments.
func NewSources(list []Source) *Sources {
	s := &Sources{packages: map[*types.Package]Source{}, comments: map[*types.Package]map[token.Pos]string{}}
	for _, src := range list {
		s.packages[src.Types] = src
	}
	return s
}

// comment is the first paragraph of what is written about a type or field.
func (s *Sources) comment(obj types.Object) string {
	src, ok := s.packages[obj.Pkg()]
	if !ok {
		return ""
	}
	comments := s.comments[obj.Pkg()]
	if comments == nil {
		comments = commentsOf(src.Files)
		s.comments[obj.Pkg()] = comments
	}
	return comments[obj.Pos()]
}

func commentsOf(files []*ast.File) map[token.Pos]string {
	out := map[token.Pos]string{}
	for _, f := range files {
		for _, decl := range f.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.TYPE {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.TypeSpec)
				doc := spec.Doc
				if doc == nil && len(gen.Specs) == 1 {
					doc = gen.Doc
				}
				note(out, spec.Name, doc, spec.Comment)
				fieldComments(out, spec.Type)
			}
		}
	}
	return out
}

func fieldComments(out map[token.Pos]string, t ast.Expr) {
	ast.Inspect(t, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok {
			for _, name := range f.Names {
				note(out, name, f.Doc, f.Comment)
			}
		}
		return true
	})
}

// maxComment is the length of a description.
const maxComment = 400

func note(out map[token.Pos]string, name *ast.Ident, groups ...*ast.CommentGroup) {
	for _, g := range groups {
		first, _, _ := strings.Cut(g.Text(), "\n\n")
		text := strings.Join(strings.Fields(first), " ")
		if len(text) > maxComment {
			text = strings.TrimRight(text[:strings.LastIndexByte(text[:maxComment], ' ')+1], " ") + " …"
		}
		if text != "" {
			out[name.Pos()] = text
			return
		}
	}
}

// Version is the one that the code gives to a type of events: what its method Version
// returns, the default of its field Version, or the constant that is called as the type
// and Version. It is empty if there is none of these with a known value.
func (s *Sources) Version(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	for _, word := range []string{"Version", "EventVersion", "SchemaVersion"} {
		if v := s.returned(n, word); v != "" {
			return v
		}
		if v := fieldDefault(n, word); v != "" {
			return v
		}
		if c, ok := n.Obj().Pkg().Scope().Lookup(n.Obj().Name() + word).(*types.Const); ok {
			return versionText(c.Val())
		}
	}
	return ""
}

// returned is the constant that a method returns.
func (s *Sources) returned(n *types.Named, method string) string {
	src, ok := s.packages[n.Obj().Pkg()]
	if !ok {
		return ""
	}
	for i := range n.NumMethods() {
		if n.Method(i).Name() != method {
			continue
		}
		for _, f := range src.Files {
			for _, decl := range f.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok || fn.Name.Pos() != n.Method(i).Pos() || fn.Body == nil || len(fn.Body.List) != 1 {
					continue
				}
				if ret, ok := fn.Body.List[0].(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
					return versionText(src.Info.Types[ret.Results[0]].Value)
				}
			}
		}
	}
	return ""
}

func fieldDefault(n *types.Named, name string) string {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return trimVersion(reflect.StructTag(st.Tag(i)).Get("default"))
		}
	}
	return ""
}

func versionText(v constant.Value) string {
	switch {
	case v == nil:
		return ""
	case v.Kind() == constant.String:
		return trimVersion(constant.StringVal(v))
	case v.Kind() == constant.Int:
		return v.ExactString()
	}
	return ""
}

func trimVersion(text string) string {
	if rest := strings.TrimPrefix(text, "v"); rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		return rest
	}
	return text
}

func stringValue(c *types.Const) (string, bool) {
	if c.Val().Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Val()), true
}
