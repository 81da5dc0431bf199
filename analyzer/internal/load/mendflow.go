package load

import (
	"go/ast"
	"go/types"
	"slices"
)

// compound mends a statement with statements in it.
func (m *mender) compound(s ast.Stmt) ast.Stmt {
	boolean := types.Typ[types.Bool]
	switch s := s.(type) {
	case *ast.IfStmt:
		s.Init = m.optional(s.Init)
		s.Cond = m.value(s.Cond, boolean)
		m.block(s.Body)
		s.Else = m.optional(s.Else)
		return s
	case *ast.ForStmt:
		s.Init = m.optional(s.Init)
		if s.Cond != nil {
			s.Cond = m.value(s.Cond, boolean)
		}
		s.Post = m.optional(s.Post)
		m.block(s.Body)
		return s
	case *ast.RangeStmt:
		return m.ranged(s)
	case *ast.SwitchStmt:
		m.switched(s)
		return s
	case *ast.TypeSwitchStmt:
		return m.typeSwitched(s)
	case *ast.SelectStmt:
		s.Body.List = slices.DeleteFunc(s.Body.List, m.dropComm)
		return s
	}
	return nothing(s)
}

// ranged mends a range loop; one over something unknown becomes a loop that may
// run any number of times.
func (m *mender) ranged(s *ast.RangeStmt) ast.Stmt {
	x := m.keep(s.X)
	if t := m.typeOf(s.X); x == nil && ranges(t) {
		x = m.unknown(s.X.Pos(), t)
	}
	key, value := m.rangeVar(s.Key), m.rangeVar(s.Value)
	m.block(s.Body)
	if x != nil && ranges(m.typeOf(x)) {
		if key == nil && value != nil {
			key = m.blank(s.For)
		}
		s.X, s.Key, s.Value = x, key, value
		return s
	}
	for _, v := range []ast.Expr{value, key} {
		if v != nil {
			set := &ast.AssignStmt{Lhs: []ast.Expr{v}, TokPos: s.TokPos, Tok: s.Tok, Rhs: []ast.Expr{m.unknown(v.Pos(), m.typeOf(v))}}
			s.Body.List = slices.Insert(s.Body.List, 0, ast.Stmt(set))
		}
	}
	return &ast.ForStmt{For: s.For, Cond: m.unknown(s.X.Pos(), types.Typ[types.Bool]), Body: s.Body}
}

// rangeVar returns a variable of a range loop, or nil if it has no type.
func (m *mender) rangeVar(e ast.Expr) ast.Expr {
	if e == nil || m.target(e) == nil {
		return nil
	}
	return e
}

func (m *mender) switched(s *ast.SwitchStmt) {
	s.Init = m.optional(s.Init)
	want := types.Type(types.Typ[types.Bool])
	known := s.Tag == nil
	if s.Tag != nil {
		if s.Tag, known = m.keep(s.Tag), true; s.Tag == nil {
			known = false
		} else {
			want = m.typeOf(s.Tag)
		}
	}
	for _, clause := range s.Body.List {
		cc, ok := clause.(*ast.CaseClause)
		if !ok {
			continue
		}
		for i, e := range cc.List {
			if !known {
				cc.List[i] = m.unknown(e.Pos(), want)
			} else if !m.sound(e) {
				cc.List[i] = m.value(e, want)
			}
		}
		m.list(cc.Body)
	}
}

func (m *mender) typeSwitched(s *ast.TypeSwitchStmt) ast.Stmt {
	s.Init = m.optional(s.Init)
	assert := switchedOn(s)
	if assert == nil {
		return nothing(s)
	}
	t := m.typeOf(assert.X)
	if t == nil || !types.IsInterface(t) || !typed(t) {
		t = anyType()
	}
	assert.X = m.value(assert.X, t)
	s.Body.List = slices.DeleteFunc(s.Body.List, func(clause ast.Stmt) bool {
		cc, ok := clause.(*ast.CaseClause)
		if !ok {
			return true
		}
		if v := m.info.Implicits[cc]; v != nil && !typed(v.Type()) {
			delete(m.info.Implicits, cc)
		}
		m.list(cc.Body)
		if cc.List == nil {
			return false
		}
		cc.List = slices.DeleteFunc(cc.List, func(e ast.Expr) bool { return !m.sound(e) })
		return len(cc.List) == 0
	})
	return s
}

// switchedOn finds the x.(type) of a type switch.
func switchedOn(s *ast.TypeSwitchStmt) *ast.TypeAssertExpr {
	var e ast.Expr
	switch a := s.Assign.(type) {
	case *ast.ExprStmt:
		e = a.X
	case *ast.AssignStmt:
		if len(a.Rhs) == 1 {
			e = a.Rhs[0]
		}
	}
	assert, _ := ast.Unparen(e).(*ast.TypeAssertExpr)
	return assert
}

// dropComm mends a case of a select statement; one whose communication is broken
// goes.
func (m *mender) dropComm(clause ast.Stmt) bool {
	cc, ok := clause.(*ast.CommClause)
	if !ok || cc.Comm != nil && !m.sound(cc.Comm) {
		return true
	}
	m.list(cc.Body)
	return false
}
