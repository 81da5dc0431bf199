package eval

import (
	"go/ast"
	"go/token"
)

// assigned is the name of the variable that the result of a call is assigned to,
// by the position of the call's opening parenthesis, or of an index expression's
// bracket. It is what people call a
// value that is not known.
func (p *Program) assigned(pos token.Pos) string { return p.names[pos] }

// NoteNames collects the names of variables that calls and elements are assigned to.
func (p *Program) NoteNames(files []*ast.File) {
	if p.names == nil {
		p.names = map[token.Pos]string{}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, rhs := range n.Rhs {
					if i < len(n.Lhs) {
						p.noteName(rhs, n.Lhs[i])
					}
				}
			case *ast.ValueSpec:
				if len(n.Values) == 1 && len(n.Names) > 0 {
					p.noteName(n.Values[0], n.Names[0])
				}
			}
			return true
		})
	}
}

func (p *Program) noteName(rhs, lhs ast.Expr) {
	var pos token.Pos
	switch e := ast.Unparen(rhs).(type) {
	case *ast.CallExpr:
		pos = e.Lparen
	case *ast.IndexExpr:
		pos = e.Lbrack
	default:
		return
	}
	switch l := lhs.(type) {
	case *ast.Ident:
		if l.Name != "_" {
			p.names[pos] = l.Name
		}
	case *ast.SelectorExpr:
		p.names[pos] = l.Sel.Name
	}
}
