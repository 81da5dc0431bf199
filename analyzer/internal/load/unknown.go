package load

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// unknown makes up a value of a type.
func (m *mender) unknown(pos token.Pos, t types.Type) ast.Expr {
	if !typed(t) || hasTypeParam(t) {
		// No function can be declared for it: its zero value has to do.
		id := &ast.Ident{NamePos: pos, Name: "nil"}
		m.info.Uses[id] = types.Universe.Lookup("nil")
		m.info.Types[id] = types.TypeAndValue{Type: t}
		return id
	}
	m.made++
	result := types.NewTuple(types.NewParam(pos, m.pkg, "", t))
	fn := types.NewFunc(pos, m.pkg, fmt.Sprintf("unknown#%d", m.made), types.NewSignatureType(nil, nil, nil, nil, result, false))
	decl := &ast.FuncDecl{
		Name: &ast.Ident{NamePos: pos, Name: fn.Name()},
		Type: &ast.FuncType{Func: pos, Params: &ast.FieldList{Opening: pos, Closing: pos}},
	}
	m.info.Defs[decl.Name] = fn
	m.unknowns = append(m.unknowns, decl)
	use := &ast.Ident{NamePos: pos, Name: fn.Name()}
	m.info.Uses[use] = fn
	m.info.Types[use] = types.TypeAndValue{Type: fn.Type()}
	call := &ast.CallExpr{Fun: use, Lparen: pos, Rparen: pos}
	m.info.Types[call] = types.TypeAndValue{Type: t}
	return call
}

// blank makes up the target _, which := declares like any other.
func (m *mender) blank(pos token.Pos) *ast.Ident {
	id := &ast.Ident{NamePos: pos, Name: "_"}
	m.info.Defs[id] = types.NewVar(pos, m.pkg, "_", anyType())
	return id
}

func anyType() types.Type { return types.Universe.Lookup("any").Type() }

// hasTypeParam says whether a type may depend on type parameters.
func hasTypeParam(t types.Type) bool {
	switch t := t.(type) {
	case *types.TypeParam:
		return true
	case *types.Named:
		if pkg := t.Obj().Pkg(); pkg != nil && t.Obj().Parent() != pkg.Scope() {
			return true // declared inside a function, which may have type parameters
		}
		for arg := range t.TypeArgs().Types() {
			if hasTypeParam(arg) {
				return true
			}
		}
	case *types.Alias:
		return hasTypeParam(types.Unalias(t))
	case *types.Pointer:
		return hasTypeParam(t.Elem())
	case *types.Slice:
		return hasTypeParam(t.Elem())
	case *types.Array:
		return hasTypeParam(t.Elem())
	case *types.Chan:
		return hasTypeParam(t.Elem())
	case *types.Map:
		return hasTypeParam(t.Key()) || hasTypeParam(t.Elem())
	case *types.Tuple:
		return slices.ContainsFunc(tupleTypes(t), hasTypeParam)
	case *types.Signature:
		return hasTypeParam(t.Params()) || hasTypeParam(t.Results())
	case *types.Struct:
		for f := range t.Fields() {
			if hasTypeParam(f.Type()) {
				return true
			}
		}
	case *types.Interface:
		return t.NumMethods()+t.NumEmbeddeds() > 0 // written in place: too rare to look into
	}
	return false
}
