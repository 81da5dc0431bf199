package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// assigned is the name of the variable that the result of a call is assigned to,
// by the position of the call's opening parenthesis, or of an index expression's
// bracket. It is what people call a value that is not known.
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

// sourceName is what source calls a value: registers of SSA have names of their own.
func (m *machine) sourceName(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Global:
		return v.Name()
	case *ssa.Alloc:
		return v.Comment
	case *ssa.FieldAddr:
		name := fieldName(v)
		return name[strings.LastIndexByte(name, '.')+1:]
	case *ssa.UnOp:
		return m.sourceName(v.X)
	case *ssa.TypeAssert:
		return m.sourceName(v.X)
	case *ssa.Extract:
		return m.sourceName(v.Tuple)
	case *ssa.Lookup:
		if name := m.prog.assigned(v.Pos()); name != "" {
			return name
		}
		if key, ok := v.Index.(*ssa.Const); ok && isString(key.Type()) {
			return constant.StringVal(key.Value)
		}
	}
	return m.prog.assigned(v.Pos())
}
