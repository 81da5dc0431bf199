package load

import (
	"go/ast"
	"go/types"
	"slices"
)

// composite mends the elements of a composite literal; those that cannot be had
// are left out.
func (m *mender) composite(e *ast.CompositeLit) ast.Expr {
	t := m.typeOf(e)
	if p, ok := t.Underlying().(*types.Pointer); ok { // elided &T
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		m.fields(e, u)
	case *types.Map:
		e.Elts = slices.DeleteFunc(e.Elts, func(elt ast.Expr) bool {
			kv, ok := elt.(*ast.KeyValueExpr)
			return !ok || !m.element(&kv.Key, u.Key()) || !m.element(&kv.Value, u.Elem())
		})
	case *types.Slice:
		m.elements(e, u.Elem())
	case *types.Array:
		m.elements(e, u.Elem())
	default:
		return nil
	}
	return e
}

func (m *mender) fields(e *ast.CompositeLit, t *types.Struct) {
	keyed := slices.ContainsFunc(e.Elts, func(elt ast.Expr) bool { _, ok := elt.(*ast.KeyValueExpr); return ok })
	if !keyed && len(e.Elts) != t.NumFields() {
		e.Elts = nil
		return
	}
	if !keyed {
		for i := range e.Elts {
			e.Elts[i] = m.value(e.Elts[i], t.Field(i).Type())
		}
		return
	}
	seen := map[types.Object]bool{}
	e.Elts = slices.DeleteFunc(e.Elts, func(elt ast.Expr) bool {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok {
			return true
		}
		field, ok := m.info.Uses[id].(*types.Var)
		if !ok || seen[field] || !m.element(&kv.Value, field.Type()) {
			return true
		}
		seen[field] = true
		return false
	})
}

// elements mends the elements of a slice or array. Keys have to be constants.
func (m *mender) elements(e *ast.CompositeLit, want types.Type) {
	e.Elts = slices.DeleteFunc(e.Elts, func(elt ast.Expr) bool {
		kv, ok := elt.(*ast.KeyValueExpr)
		return ok && (!m.sound(kv.Key) || m.info.Types[kv.Key].Value == nil)
	})
	for i, elt := range e.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			kv.Value = m.value(kv.Value, want)
		} else {
			e.Elts[i] = m.value(elt, want)
		}
	}
}

// element mends one element in place; it says whether anything is left.
func (m *mender) element(e *ast.Expr, want types.Type) bool {
	r := m.keep(*e)
	if r == nil || !typed(want) || !m.fits(r, want) {
		return false
	}
	*e = r
	return true
}
