package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// value returns an expression that can be assigned to a type: e, what is left of
// it, or an unknown value.
func (m *mender) value(e ast.Expr, want types.Type) ast.Expr {
	if typed(want) {
		if r := m.keep(e); r != nil && m.fits(r, want) {
			return r
		}
	}
	return m.unknown(e.Pos(), want)
}

// keep returns e, what is left of it, or nil.
func (m *mender) keep(e ast.Expr) ast.Expr {
	if m.sound(e) {
		return e
	}
	return m.repair(e)
}

// repair returns what is left of a broken expression, of the type that it had;
// nil if there is nothing.
func (m *mender) repair(e ast.Expr) ast.Expr {
	if r := m.appended(e); r != nil {
		return r
	}
	if !typed(m.typeOf(e)) {
		return nil
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		if x := m.keep(e.X); x != nil {
			return x
		}
	case *ast.CallExpr:
		return m.call(e)
	case *ast.CompositeLit:
		return m.composite(e)
	case *ast.FuncLit:
		if sig, ok := m.typeOf(e).(*types.Signature); ok && m.function(sig, e.Type, e.Body) {
			return e
		}
	case *ast.UnaryExpr:
		if lit, ok := ast.Unparen(e.X).(*ast.CompositeLit); ok && e.Op == token.AND {
			if x := m.keep(lit); x != nil {
				e.X = x
				return e
			}
		}
	case *ast.SelectorExpr:
		if m.selector(e) {
			return e
		}
	}
	return nil
}

// selector mends what a field or method is selected from.
func (m *mender) selector(e *ast.SelectorExpr) bool {
	if id, ok := e.X.(*ast.Ident); ok {
		if _, ok := m.info.Uses[id].(*types.PkgName); ok {
			if fn, ok := m.info.Uses[e.Sel].(*types.Func); ok {
				return m.instantiated(e.Sel, fn)
			}
			return m.soundIdent(e.Sel)
		}
	}
	if m.info.Selections[e] == nil {
		return false
	}
	if m.sound(e.X) {
		return true
	}
	// What replaces x need not be addressable.
	t := m.typeOf(e.X)
	if !typed(t) {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		e.X = m.value(e.X, t)
		return true
	}
	return false
}

// call mends the arguments of a call whose function is sound.
func (m *mender) call(e *ast.CallExpr) ast.Expr {
	fun := m.info.Types[e.Fun]
	if fun.IsType() || fun.IsBuiltin() {
		return nil
	}
	sig, ok := types.Unalias(orInvalid(fun.Type)).Underlying().(*types.Signature)
	if !ok || sig.TypeParams().Len() > 0 || !m.callee(e.Fun) {
		return nil
	}
	params := sig.Params()
	switch {
	case len(e.Args) == 1 && m.isTuple(e.Args[0]):
		if m.sound(e.Args[0]) && !sig.Variadic() && m.fitsAll(e.Args[0], tupleTypes(params)) {
			return e
		}
		e.Args = m.align(nil, params, params.Len(), e.Rparen)
	case e.Ellipsis.IsValid() && len(e.Args) != params.Len():
		return nil
	case sig.Variadic() && !e.Ellipsis.IsValid():
		m.variadic(e, params)
	default:
		if len(e.Args) > params.Len() { // that there are too many is said of the first one
			m.forgive(e.Args[params.Len()].Pos())
		}
		e.Args = m.align(e.Args, params, params.Len(), e.Rparen)
	}
	return e
}

// forgive forgets the errors at a position.
func (m *mender) forgive(pos token.Pos) {
	m.errs = slices.DeleteFunc(m.errs, func(e token.Pos) bool { return e == pos })
}

// callee says whether the function of a call is fit to be called; a parameter
// without a type does not matter.
func (m *mender) callee(fun ast.Expr) bool {
	switch f := fun.(type) {
	case *ast.Ident:
		switch obj := m.info.Uses[f].(type) {
		case *types.Func:
			return m.instantiated(f, obj)
		case *types.Var:
			return typed(obj.Type())
		}
	case *ast.SelectorExpr:
		return m.selector(f)
	case *ast.ParenExpr:
		return m.callee(f.X)
	case *ast.FuncLit:
		return m.keep(f) != nil
	default:
		return m.sound(fun)
	}
	return false
}

func (m *mender) variadic(e *ast.CallExpr, params *types.Tuple) {
	fixed := params.Len() - 1
	given := min(fixed, len(e.Args))
	args := m.align(e.Args[:given], params, fixed, e.Rparen)
	if slice, ok := params.At(fixed).Type().Underlying().(*types.Slice); ok {
		for _, arg := range e.Args[given:] {
			args = append(args, m.value(arg, slice.Elem()))
		}
	}
	e.Args = args
}

// align gives each of the first n parameters its argument. With too many
// arguments, those that fit no parameter in turn are left out.
func (m *mender) align(args []ast.Expr, params *types.Tuple, n int, end token.Pos) []ast.Expr {
	aligned := make([]ast.Expr, 0, n)
	spare := len(args) - n
	for i := range n {
		want := params.At(i).Type()
		if skip := slices.IndexFunc(args, func(arg ast.Expr) bool { return m.fits(arg, want) }); 0 < skip && skip <= spare {
			args = args[skip:]
			spare -= skip
		}
		if len(args) == 0 {
			aligned = append(aligned, m.unknown(end, want))
			continue
		}
		aligned = append(aligned, m.value(args[0], want))
		args = args[1:]
	}
	return aligned
}

// appended keeps what a call of append adds to, and what it adds as far as that
// can be had; nil if e is something else.
func (m *mender) appended(e ast.Expr) ast.Expr {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || call.Ellipsis.IsValid() || !m.sound(call.Args[0]) {
		return nil
	}
	id, ok := call.Fun.(*ast.Ident)
	if !ok || m.info.Uses[id] != types.Universe.Lookup("append") {
		return nil
	}
	t := m.typeOf(call.Args[0])
	slice, ok := t.Underlying().(*types.Slice)
	if !ok {
		return nil
	}
	for i, arg := range call.Args[1:] {
		call.Args[i+1] = m.value(arg, slice.Elem())
	}
	// go/types gives up on such a call.
	param := types.NewTuple(types.NewParam(e.Pos(), m.pkg, "", t), types.NewParam(e.Pos(), m.pkg, "", types.NewSlice(slice.Elem())))
	result := types.NewTuple(types.NewParam(e.Pos(), m.pkg, "", t))
	m.info.Types[id] = types.TypeAndValue{Type: types.NewSignatureType(nil, nil, nil, param, result, true)}
	m.info.Types[call] = types.TypeAndValue{Type: t}
	return call
}

func (m *mender) typeOf(e ast.Expr) types.Type {
	if t := m.info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// fits says whether an expression can be assigned to a type.
func (m *mender) fits(e ast.Expr, want types.Type) bool {
	t := m.typeOf(e)
	return m.isValue(e) && typed(t) && typed(want) && types.AssignableTo(t, want)
}

// fitsAll says whether the results of a call can be assigned to types; nil is any.
func (m *mender) fitsAll(e ast.Expr, wants []types.Type) bool {
	tuple, ok := m.typeOf(e).(*types.Tuple)
	if !ok || tuple.Len() != len(wants) {
		return false
	}
	for i, want := range wants {
		if want != nil && (!typed(want) || !types.AssignableTo(tuple.At(i).Type(), want)) {
			return false
		}
	}
	return true
}

func (m *mender) isTuple(e ast.Expr) bool {
	_, ok := m.typeOf(e).(*types.Tuple)
	return ok
}

// isValue tells a value from a type, and from the results of a call that has none
// or several.
func (m *mender) isValue(e ast.Expr) bool {
	return !m.info.Types[e].IsType() && !m.isTuple(e)
}

func orInvalid(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}

func tupleTypes(t *types.Tuple) []types.Type {
	var list []types.Type
	for v := range t.Variables() {
		list = append(list, v.Type())
	}
	return list
}

// ranges says whether a range loop can go over a type.
func ranges(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		_, ok := p.Elem().Underlying().(*types.Array)
		return ok
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsString|types.IsInteger) != 0
	case *types.Slice, *types.Array, *types.Map, *types.Chan:
		return true
	}
	return false
}
