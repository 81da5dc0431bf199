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
