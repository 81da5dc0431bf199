package load

import (
	"go/ast"
	"go/types"
	"slices"
)

// sound says whether everything below a node has a type and no error.
func (p *pruner) sound(root ast.Node) bool {
	if i, _ := slices.BinarySearch(p.errs, root.Pos()); i < len(p.errs) && p.errs[i] < root.End() {
		return false
	}
	sound := true
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BadStmt, *ast.BadDecl:
			sound = false
		case *ast.ReturnStmt:
			sound = sound && p.returns
		case ast.Expr:
			sound = sound && p.soundExpr(n)
		}
		return sound
	})
	return sound
}

func (p *pruner) soundExpr(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BadExpr:
		return false
	case *ast.BasicLit, *ast.KeyValueExpr, *ast.Ellipsis, *ast.FuncType: // fine, or their parts are looked at
		return true
	case *ast.TypeAssertExpr:
		if e.Type == nil { // x.(type)
			return true
		}
	case *ast.CompositeLit:
		if !p.soundElements(e) {
			return false
		}
	case *ast.CallExpr:
		if !p.soundCall(e) {
			return false
		}
	case *ast.Ident:
		return p.soundIdent(e)
	}
	tv, ok := p.info.Types[e]
	return ok && typed(tv.Type)
}

// soundElements says whether what a literal sets without naming it has a type.
func (p *pruner) soundElements(e *ast.CompositeLit) bool {
	t := p.info.Types[e].Type
	if len(e.Elts) == 0 || t == nil {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Struct:
		if _, ok := e.Elts[0].(*ast.KeyValueExpr); ok {
			return true
		}
		for f := range t.Fields() {
			if !typed(f.Type()) {
				return false
			}
		}
	case *types.Slice, *types.Array, *types.Map:
		return typed(t)
	}
	return true
}

// soundCall says whether the function of a call has a type with all its parts.
func (p *pruner) soundCall(e *ast.CallExpr) bool {
	if t := p.info.Types[e.Fun].Type; t != nil {
		if sig, ok := t.Underlying().(*types.Signature); ok {
			return typed(sig)
		}
	}
	return true
}

func (p *pruner) soundIdent(id *ast.Ident) bool {
	if id.Name == "_" {
		return true
	}
	obj, ok := p.info.Defs[id]
	if obj == nil {
		if ok { // the symbolic variable of a type switch
			return true
		}
		if obj = p.info.Uses[id]; obj == nil {
			return false
		}
	}
	switch obj := obj.(type) {
	case *types.Func:
		return typed(obj.Type()) && (ok || p.instantiated(id, obj))
	case *types.Var, *types.Const, *types.TypeName:
		return typed(obj.Type())
	case *types.Builtin:
		sig, ok := p.info.Types[id].Type.(*types.Signature)
		return !ok || typed(sig) // constant results have no signature
	}
	return true
}

// instantiated says whether a function can be used with the type arguments that
// go/types has found for it.
func (p *pruner) instantiated(id *ast.Ident, fn *types.Func) bool {
	args := p.info.Instances[id].TypeArgs
	if args.Len() != fn.Signature().TypeParams().Len() || !soundReceiver(fn.Origin()) {
		return false
	}
	if args.Len() == 0 {
		return true
	}
	var list []types.Type
	for arg := range args.Types() {
		if !typed(arg) {
			return false
		}
		list = append(list, arg)
	}
	_, err := types.Instantiate(nil, fn.Type(), list, true)
	return err == nil
}

// typed says whether a type is complete as far as it is written without a name.
func typed(t types.Type) bool {
	switch t := t.(type) {
	case nil:
		return false
	case *types.Basic:
		return t.Kind() != types.Invalid
	case *types.Named:
		return t.TypeArgs().Len() == 0 || t.TypeArgs().Len() == t.TypeParams().Len()
	case *types.Pointer:
		return typed(t.Elem())
	case *types.Slice:
		return typed(t.Elem())
	case *types.Array:
		return typed(t.Elem())
	case *types.Chan:
		return typed(t.Elem())
	case *types.Map:
		return typed(t.Key()) && typed(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			if !typed(v.Type()) {
				return false
			}
		}
	case *types.Union:
		for term := range t.Terms() {
			if !typed(term.Type()) {
				return false
			}
		}
	case *types.Signature:
		return typed(t.Params()) && typed(t.Results())
	}
	return true
}
