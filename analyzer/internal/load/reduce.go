package load

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
)

// reduce drops from a package without bodies what no other package can see: the
// declarations below, and the imports that only they needed. So whole parts of
// the import graph are never read.
//
//   - functions init and main, and functions that are not exported and that
//     nothing mentions;
//   - variables called _;
//   - the values of variables whose type is written down.
func reduce(n *node) {
	r := reducer{mentioned: map[string]bool{}, bases: make([]map[string]bool, len(n.syntax))}
	for i, f := range n.syntax {
		r.bases[i] = map[string]bool{}
		f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool { return r.drop(i, d) })
	}
	kept := r.mentionedFuncs()
	for i, f := range n.syntax {
		for _, h := range kept {
			if h.file == i {
				f.Decls = append(f.Decls, h.decl)
			}
		}
		r.dropImports(n, i, f)
	}
}

type reducer struct {
	mentioned map[string]bool   // identifiers anywhere in what stays
	bases     []map[string]bool // per file: identifiers before a dot
	hidden    []hiddenFunc
}

// hiddenFunc is a function that stays only if something mentions it.
type hiddenFunc struct {
	file int
	decl *ast.FuncDecl
}

// drop says whether a declaration goes, for now or for good.
func (r *reducer) drop(file int, decl ast.Decl) bool {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil && !d.Name.IsExported() {
			if name := d.Name.Name; name != "init" && name != "main" && name != "_" {
				r.hidden = append(r.hidden, hiddenFunc{file, d})
			}
			return true
		}
		r.mention(file, d)
	case *ast.GenDecl:
		switch d.Tok {
		case token.IMPORT:
			return false
		case token.VAR:
			d.Specs = slices.DeleteFunc(d.Specs, reduceVar)
			if len(d.Specs) == 0 {
				return true
			}
		}
		r.mention(file, d)
	}
	return false
}

// reduceVar drops values that are not needed, and says whether the whole variable
// is not.
func reduceVar(s ast.Spec) bool {
	spec, ok := s.(*ast.ValueSpec)
	if !ok {
		return false
	}
	if spec.Type != nil {
		spec.Values = nil
	}
	return !slices.ContainsFunc(spec.Names, func(id *ast.Ident) bool { return id.Name != "_" })
}

// mention notes the identifiers in a declaration, other than a function's name.
func (r *reducer) mention(file int, root ast.Node) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv != nil {
				r.mention(file, n.Recv)
			}
			r.mention(file, n.Type)
			return false
		case *ast.FuncLit: // its body is not type-checked
			r.mention(file, n.Type)
			return false
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				r.bases[file][id.Name] = true
			}
		case *ast.Ident:
			r.mentioned[n.Name] = true
		}
		return true
	})
}

// mentionedFuncs returns the hidden functions that are mentioned, also by each
// other.
func (r *reducer) mentionedFuncs() []hiddenFunc {
	var kept []hiddenFunc
	for more := true; more; {
		more = false
		r.hidden = slices.DeleteFunc(r.hidden, func(h hiddenFunc) bool {
			if !r.mentioned[h.decl.Name.Name] {
				return false
			}
			r.mention(h.file, h.decl)
			kept = append(kept, h)
			more = true
			return true
		})
	}
	return kept
}

// dropImports drops the imports whose name nothing in the file mentions.
func (r *reducer) dropImports(n *node, file int, f *ast.File) {
	unused := func(spec *ast.ImportSpec) bool {
		p := importPath(spec)
		name := path.Base(p)
		if dep := n.imports[n.resolve(p)]; dep != nil {
			name = dep.name
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		return name != "." && !r.bases[file][name]
	}
	f.Imports = slices.DeleteFunc(f.Imports, unused)
	f.Decls = slices.DeleteFunc(f.Decls, func(decl ast.Decl) bool {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.IMPORT {
			return false
		}
		d.Specs = slices.DeleteFunc(d.Specs, func(s ast.Spec) bool {
			spec, ok := s.(*ast.ImportSpec)
			return ok && unused(spec)
		})
		return len(d.Specs) == 0
	})
}
