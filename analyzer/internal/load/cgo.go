package load

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// fakeC makes up the package "C" that some files import. With it the constants and
// types that come from C have a type, which FakeImportC does not give them:
// kafka.PartitionAny is int32(C.RD_KAFKA_...). Nothing is known of functions, so
// calls of them do not type-check.
//
// Names in the values of package-level declarations become integer constants, all
// different so that they can be the cases of a switch; names anywhere else become
// types.
func fakeC(files []*ast.File) *types.Package {
	c := types.NewPackage("C", "C")
	values, others := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		for _, decl := range f.Decls {
			collectC(decl, others, values)
		}
	}
	for i, name := range slices.Sorted(maps.Keys(values)) {
		if !others[name] {
			c.Scope().Insert(types.NewConst(token.NoPos, c, name, types.Typ[types.UntypedInt], constant.MakeInt64(int64(i+1))))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(others)) {
		obj := types.NewTypeName(token.NoPos, c, name, nil)
		types.NewNamed(obj, underlyingC(name), nil)
		c.Scope().Insert(obj)
	}
	c.MarkComplete()
	return c
}

// collectC finds the names used of C: those in values, and all others.
func collectC(root ast.Node, others, values map[string]bool) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			if n.Type != nil {
				collectC(n.Type, others, values)
			}
			for _, v := range n.Values {
				collectC(v, values, values)
			}
			return false
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && id.Name == "C" {
				others[n.Sel.Name] = true
			}
		}
		return true
	})
}

// underlyingC is what a C type is in Go, as far as its name tells.
func underlyingC(name string) types.Type {
	if strings.HasPrefix(name, "struct_") || strings.HasPrefix(name, "union_") {
		return types.NewStruct(nil, nil)
	}
	switch name {
	case "float":
		return types.Typ[types.Float32]
	case "double":
		return types.Typ[types.Float64]
	}
	return types.Typ[types.Int]
}
