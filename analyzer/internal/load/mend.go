package load

import (
	"go/ast"
	"go/token"
	"go/types"
)

// mender takes the broken parts out of function bodies: a call with one argument
// too many still says what is called, and a main that uses one missing package
// still wires everything else. What cannot be kept is replaced by a value of its
// type that nothing is known of, the call of a function without a body, or goes.
//
// What it makes up is syntax without source, with just the facts in types.Info
// that building SSA asks for.
type mender struct {
	*pruner
	pkg      *types.Package
	sig      *types.Signature // of the function that is mended
	unknowns []ast.Decl
	made     int
}

// takeUnknowns returns the functions without a body made up so far, to be put
// into a file.
func (m *mender) takeUnknowns() []ast.Decl {
	decls := m.unknowns
	m.unknowns = nil
	return decls
}

// function mends a body; it says whether it can be used at all.
func (m *mender) function(sig *types.Signature, t *ast.FuncType, body *ast.BlockStmt) bool {
	if !m.declares(t.Params, sig.Params()) || !m.declares(t.Results, sig.Results()) {
		return false
	}
	outer := m.sig
	defer func() { m.sig, m.returns = outer, outer == nil || typed(outer.Results()) }()
	m.sig, m.returns = sig, typed(sig.Results())
	m.block(body)
	if sig.Results().Len() > 0 { // what is broken may be that the return is missing
		end := &ast.ReturnStmt{Return: body.Rbrace}
		m.returned(end)
		body.List = append(body.List, end)
	}
	return true
}

// declares says whether each name in the syntax of parameters is a variable.
func (m *mender) declares(list *ast.FieldList, params *types.Tuple) bool {
	n := 0
	for _, field := range fieldsOf(list) {
		for _, id := range field.Names {
			if _, ok := m.info.Defs[id].(*types.Var); !ok {
				return false
			}
		}
		n += max(1, len(field.Names))
	}
	return n == params.Len()
}

func fieldsOf(list *ast.FieldList) []*ast.Field {
	if list == nil {
		return nil
	}
	return list.List
}

// initializer mends the initial value of package variables; it says whether
// anything is left of it.
func (m *mender) initializer(init *types.Initializer) bool {
	rhs := m.repair(init.Rhs)
	if rhs == nil || len(init.Lhs) != 1 || !m.fits(rhs, init.Lhs[0].Type()) {
		return false
	}
	init.Rhs = rhs
	return true
}

func (m *mender) block(b *ast.BlockStmt) {
	if b != nil {
		m.list(b.List)
	}
}

func (m *mender) list(stmts []ast.Stmt) {
	for i, s := range stmts {
		stmts[i] = m.stmt(s)
	}
}

// optional mends a statement that may be missing.
func (m *mender) optional(s ast.Stmt) ast.Stmt {
	if s == nil {
		return nil
	}
	return m.stmt(s)
}

// stmt returns what is left of a statement.
func (m *mender) stmt(s ast.Stmt) ast.Stmt {
	if m.sound(s) {
		return s
	}
	switch s := s.(type) {
	case *ast.BlockStmt:
		m.block(s)
		return s
	case *ast.LabeledStmt:
		s.Stmt = m.stmt(s.Stmt)
		return s
	case *ast.ExprStmt:
		if x := m.repair(s.X); x != nil {
			return &ast.ExprStmt{X: x}
		}
	case *ast.AssignStmt:
		return m.assign(s)
	case *ast.DeclStmt:
		return m.declared(s)
	case *ast.ReturnStmt:
		m.returned(s)
		return s
	case *ast.GoStmt:
		if call, ok := m.repair(s.Call).(*ast.CallExpr); ok {
			s.Call = call
			return s
		}
	case *ast.DeferStmt:
		if call, ok := m.repair(s.Call).(*ast.CallExpr); ok {
			s.Call = call
			return s
		}
	case *ast.SendStmt:
		if ch, ok := types.Unalias(m.typeOf(s.Chan)).Underlying().(*types.Chan); ok && m.sound(s.Chan) {
			s.Value = m.value(s.Value, ch.Elem())
			return s
		}
	default:
		return m.compound(s)
	}
	return nothing(s)
}

func nothing(s ast.Stmt) ast.Stmt { return &ast.EmptyStmt{Semicolon: s.Pos(), Implicit: true} }

// target is the type of what is assigned to; nil if that is broken or blank.
func (m *mender) target(e ast.Expr) types.Type {
	if id, ok := e.(*ast.Ident); ok {
		// An error here may be about the value: a variable that has a type has to
		// be declared.
		obj := m.info.ObjectOf(id)
		if v, ok := obj.(*types.Var); ok && id.Name != "_" && typed(v.Type()) {
			return v.Type()
		}
		return nil
	}
	if !m.sound(e) || !m.info.Types[e].Assignable() {
		return nil
	}
	return m.typeOf(e)
}

// assign mends an assignment: each variable that has a type gets a value.
func (m *mender) assign(s *ast.AssignStmt) ast.Stmt {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		return nothing(s) // x += y
	}
	wants := make([]types.Type, len(s.Lhs))
	for i, l := range s.Lhs {
		if wants[i] = m.target(l); wants[i] == nil {
			s.Lhs[i] = m.blank(l.Pos())
		}
	}
	if len(s.Rhs) == 1 && len(s.Lhs) > 1 {
		m.assignTuple(s, wants)
		return s
	}
	var lhs, rhs []ast.Expr
	for i, l := range s.Lhs {
		var r ast.Expr
		if len(s.Rhs) == len(s.Lhs) {
			r = m.assigned(s.Rhs[i], wants[i])
		} else if wants[i] != nil {
			r = m.unknown(l.Pos(), wants[i])
		}
		if r != nil {
			lhs, rhs = append(lhs, l), append(rhs, r)
		}
	}
	if len(lhs) == 0 {
		return nothing(s)
	}
	s.Lhs, s.Rhs = lhs, rhs
	return s
}

// assigned is the value for one target; nil if it is for none and of no use.
func (m *mender) assigned(r ast.Expr, want types.Type) ast.Expr {
	if want != nil {
		return m.value(r, want)
	}
	if r = m.keep(r); r == nil || !m.isValue(r) || types.Default(m.typeOf(r)) != m.typeOf(r) {
		return nil
	}
	return r
}

// assignTuple mends x, y = f().
func (m *mender) assignTuple(s *ast.AssignStmt, wants []types.Type) {
	if r := m.keep(s.Rhs[0]); r != nil && m.fitsAll(r, wants) {
		s.Rhs[0] = r
		return
	}
	pos := s.Rhs[0].Pos()
	s.Rhs = nil
	for i, want := range wants {
		if want == nil {
			want = anyType()
			s.Lhs[i] = m.blank(pos)
		}
		s.Rhs = append(s.Rhs, m.unknown(pos, want))
	}
}

// declared mends a declaration inside a function. Only variables matter to SSA.
func (m *mender) declared(s *ast.DeclStmt) ast.Stmt {
	d, ok := s.Decl.(*ast.GenDecl)
	if !ok || d.Tok != token.VAR {
		return nothing(s)
	}
	block := &ast.BlockStmt{Lbrace: s.Pos(), Rbrace: s.Pos()}
	for _, spec := range d.Specs {
		spec, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if len(spec.Values) == 0 {
			m.dropSpec(spec)
			one := &ast.GenDecl{TokPos: d.TokPos, Tok: token.VAR, Specs: []ast.Spec{spec}}
			block.List = append(block.List, &ast.DeclStmt{Decl: one})
			continue
		}
		def := &ast.AssignStmt{TokPos: s.Pos(), Tok: token.DEFINE, Rhs: spec.Values}
		for _, id := range spec.Names {
			def.Lhs = append(def.Lhs, id)
		}
		block.List = append(block.List, m.assign(def))
	}
	return block
}

// returned gives a return statement one value for each result.
func (m *mender) returned(s *ast.ReturnStmt) {
	results := m.sig.Results()
	if len(s.Results) == 0 && (results.Len() == 0 || results.At(0).Name() != "") {
		return
	}
	if len(s.Results) == 1 && results.Len() > 1 {
		if r := m.keep(s.Results[0]); r != nil && m.fitsAll(r, tupleTypes(results)) {
			s.Results[0] = r
			return
		}
	}
	values := make([]ast.Expr, results.Len())
	for i := range values {
		if t := results.At(i).Type(); len(s.Results) == len(values) {
			values[i] = m.value(s.Results[i], t)
		} else {
			values[i] = m.unknown(s.Pos(), t)
		}
	}
	s.Results = values
}
