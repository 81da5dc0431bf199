package directive

import (
	"go/ast"
	"go/token"
)

// Placed is a directive with the code that it is about.
type Placed struct {
	*Directive
	// On and To are where that code begins and ends: a statement or a declaration.
	// Neither is valid where there is none.
	On, To token.Pos
	// Func is the function that the directive documents.
	Func *ast.FuncDecl
}

// About reports whether a place lies in the code that a directive is about.
func (p *Placed) About(pos token.Pos) bool { return p.On.IsValid() && p.On <= pos && pos < p.To }

// In returns the directives of a file with their places. A directive at the end of a
// line is about what begins there, any other about what begins in the line after its
// comment.
func In(fset *token.FileSet, f *ast.File) ([]*Placed, []*Error) {
	found, wrong := Of(f)
	var out []*Placed
	for _, d := range found {
		p := &Placed{Directive: d}
		p.place(fset.File(f.Pos()), f)
		out = append(out, p)
	}
	return out, wrong
}

func (p *Placed) place(file *token.File, f *ast.File) {
	line := file.Line(p.Pos)
	next := line + 1
	for _, group := range f.Comments {
		if group.Pos() <= p.Pos && p.Pos < group.End() {
			next = file.Line(group.End()) + 1
		}
	}
	ast.Inspect(f, func(node ast.Node) bool {
		switch node.(type) {
		case *ast.BlockStmt:
			return true
		case ast.Stmt, ast.Spec, ast.Decl, *ast.Field:
		default:
			return node != nil
		}
		begins := file.Line(node.Pos())
		if fn, ok := node.(*ast.FuncDecl); ok {
			begins = file.Line(fn.Type.Pos())
		}
		if begins != next && (begins != line || node.Pos() > p.Pos) {
			return true
		}
		if !p.On.IsValid() {
			p.On, p.To = node.Pos(), node.End()
			p.Func, _ = node.(*ast.FuncDecl)
		}
		return true
	})
}
