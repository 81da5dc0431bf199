package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// prune removes from a package in full what did not type-check, since SSA can be
// built from sound code only: what has an error in it or uses something without a
// type. Of functions and of the initial values of variables only the broken parts
// go (mend.go). It returns how many functions and values that were.
//
// Not all of it has an error of its own: go/types says nothing of what comes from
// a package that could not be imported, or from cgo.
func prune(pkg *types.Package, files []*ast.File, info *types.Info, errs []token.Pos) int {
	slices.Sort(errs)
	p := pruner{info: info, errs: errs, returns: true, globals: map[types.Object]bool{}}
	m := mender{pruner: &p, pkg: pkg}
	for _, f := range files {
		f.Decls = slices.DeleteFunc(f.Decls, func(decl ast.Decl) bool { return p.drop(decl, &m) })
		f.Decls = append(f.Decls, m.takeUnknowns()...)
	}
	info.InitOrder = slices.DeleteFunc(info.InitOrder, func(init *types.Initializer) bool {
		known := !slices.ContainsFunc(init.Lhs, func(v *types.Var) bool { return !p.globals[v] })
		return p.count(!known || !p.sound(init.Rhs)) && !(known && m.initializer(init))
	})
	if unknowns := m.takeUnknowns(); len(unknowns) > 0 {
		files[0].Decls = append(files[0].Decls, unknowns...)
	}
	return p.mended
}

type pruner struct {
	info    *types.Info
	errs    []token.Pos           // sorted
	globals map[types.Object]bool // variables that stay
	returns bool                  // the function that is looked at has results with types
	mended  int
}

func (p *pruner) count(broken bool) bool {
	if broken {
		p.mended++
	}
	return broken
}

// drop mends a function; it says whether the whole declaration has to go.
func (p *pruner) drop(decl ast.Decl, m *mender) bool {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		fn, ok := p.info.Defs[d.Name].(*types.Func)
		if fn != nil && fn.Name() == "_" {
			return true // nothing calls it
		}
		if !ok || !soundReceiver(fn) {
			return p.count(true)
		}
		sig := fn.Signature()
		if d.Body != nil && p.count(!p.sound(d) || !soundTypeParams(sig.TypeParams()) || !soundTypeParams(sig.RecvTypeParams())) {
			if !m.declares(d.Recv, receivers(fn)) || !m.function(sig, d.Type, d.Body) {
				d.Body = nil
			}
		}
	case *ast.GenDecl:
		d.Specs = slices.DeleteFunc(d.Specs, p.dropSpec)
	}
	return false
}

// dropSpec removes what a spec declares without a type; it says whether all of it
// has to go.
func (p *pruner) dropSpec(spec ast.Spec) bool {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return p.info.Defs[s.Name] == nil
	case *ast.ValueSpec:
		// The values in the syntax are not needed: InitOrder has them.
		s.Names = slices.DeleteFunc(s.Names, func(id *ast.Ident) bool {
			obj := p.info.Defs[id]
			p.globals[obj] = obj != nil && typed(obj.Type())
			return !p.globals[obj]
		})
	}
	return false
}

// soundReceiver says whether a method belongs to a type that exists, with as many
// type parameters.
func soundReceiver(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	t := types.Unalias(recv.Type())
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	switch t := t.(type) {
	case *types.Named:
		return types.IsInterface(t) || t.TypeParams().Len() == fn.Signature().RecvTypeParams().Len()
	case *types.Interface:
		return true
	}
	return false
}

// soundTypeParams says whether the constraints of type parameters are made of
// types that exist.
func soundTypeParams(list *types.TypeParamList) bool {
	for tp := range list.TypeParams() {
		constraint, ok := tp.Constraint().Underlying().(*types.Interface)
		if !ok {
			return false
		}
		for e := range constraint.EmbeddedTypes() {
			if !typed(e) {
				return false
			}
		}
	}
	return true
}

func receivers(fn *types.Func) *types.Tuple {
	if recv := fn.Signature().Recv(); recv != nil {
		return types.NewTuple(recv)
	}
	return nil
}

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
