package load

import (
	"go/ast"
	"go/token"
	"slices"
)

// reduce drops from a package without bodies what no other package can see, and
// then the imports that only this needed. So whole parts of the import graph are
// never read.
//
// A declaration that is not exported stays if one that stays mentions its name, a
// method if its receiver's type stays. Constants stay, since the value of one may
// depend on those around it. Variables called _ go, and so do the values of
// variables whose type is written down.
func reduce(n *node) {
	r := reducer{hidden: map[string][]*hiddenDecl{}, seen: map[string]bool{}}
	for _, f := range n.syntax {
		sf := &slimFile{file: f, bases: map[string]bool{}}
		decls := f.Decls
		f.Decls = nil
		for _, decl := range decls {
			r.declare(sf, decl)
		}
		r.files = append(r.files, sf)
	}
	for len(r.queue) > 0 {
		d := r.queue[0]
		r.queue = r.queue[1:]
		r.keep(d.file, d.decl)
	}
	for _, sf := range r.files {
		sf.dropImports(n)
	}
}

type reducer struct {
	files  []*slimFile
	hidden map[string][]*hiddenDecl // by each name that keeps them
	seen   map[string]bool          // identifiers in what stays
	queue  []*hiddenDecl            // hidden declarations that have to stay
}

type slimFile struct {
	file  *ast.File
	bases map[string]bool // identifiers before a dot in what stays
}

// hiddenDecl is a declaration that stays only if something mentions it.
type hiddenDecl struct {
	file   *slimFile
	decl   ast.Decl
	queued bool
}

// declare keeps or hides a declaration, or the parts of a grouped one.
func (r *reducer) declare(sf *slimFile, decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil {
			name = receiverName(d.Recv)
		}
		switch {
		case d.Recv == nil && (name == "init" || name == "main" || name == "_"):
		case ast.IsExported(name) || name == "":
			r.keep(sf, d)
		default:
			r.hide(sf, d, name)
		}
	case *ast.GenDecl:
		if d.Tok != token.VAR && d.Tok != token.TYPE {
			r.keep(sf, d)
			return
		}
		for _, spec := range d.Specs {
			r.declareSpec(sf, d, spec)
		}
	}
}

// declareSpec keeps or hides a type, or the variables of one spec.
func (r *reducer) declareSpec(sf *slimFile, d *ast.GenDecl, spec ast.Spec) {
	var names []string
	switch s := spec.(type) {
	case *ast.TypeSpec:
		names = []string{s.Name.Name}
	case *ast.ValueSpec:
		if s.Type != nil {
			s.Values = nil
		}
		for _, id := range s.Names {
			names = append(names, id.Name)
		}
	}
	one := &ast.GenDecl{TokPos: d.TokPos, Tok: d.Tok, Specs: []ast.Spec{spec}}
	if slices.ContainsFunc(names, ast.IsExported) {
		r.keep(sf, one)
	} else {
		r.hide(sf, one, names...)
	}
}

// receiverName is the name of a receiver's type: T in (t *T[K]).
func receiverName(recv *ast.FieldList) string {
	if len(recv.List) == 0 {
		return ""
	}
	for e := recv.List[0].Type; ; {
		switch t := e.(type) {
		case *ast.Ident:
			return t.Name
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		default:
			return ""
		}
	}
}

func (r *reducer) hide(sf *slimFile, decl ast.Decl, names ...string) {
	d := &hiddenDecl{file: sf, decl: decl}
	for _, name := range names {
		if name == "_" {
			continue
		}
		r.hidden[name] = append(r.hidden[name], d)
		if r.seen[name] {
			r.release(name)
		}
	}
}

// release lets the hidden declarations of a name stay.
func (r *reducer) release(name string) {
	for _, d := range r.hidden[name] {
		if !d.queued {
			d.queued = true
			r.queue = append(r.queue, d)
		}
	}
}

// keep lets a declaration stay, and notes what it mentions.
func (r *reducer) keep(sf *slimFile, decl ast.Decl) {
	sf.file.Decls = append(sf.file.Decls, decl)
	ast.Inspect(decl, func(n ast.Node) bool { return r.mention(sf, n) })
}

// mention notes the identifiers in a node, other than the name that it declares
// and what is in function bodies, which are not type-checked.
func (r *reducer) mention(sf *slimFile, n ast.Node) bool {
	visit := func(n ast.Node) bool { return r.mention(sf, n) }
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.BlockStmt:
		return false
	case *ast.FuncDecl:
		if n.Recv != nil {
			ast.Inspect(n.Recv, visit)
		}
		ast.Inspect(n.Type, visit)
		return false
	case *ast.ValueSpec:
		if n.Type != nil {
			ast.Inspect(n.Type, visit)
		}
		for _, v := range n.Values {
			ast.Inspect(v, visit)
		}
		return false
	case *ast.SelectorExpr:
		if id, ok := n.X.(*ast.Ident); ok {
			sf.bases[id.Name] = true
		}
		ast.Inspect(n.X, visit)
		return false
	case *ast.Ident:
		if !r.seen[n.Name] {
			r.seen[n.Name] = true
			r.release(n.Name)
		}
	}
	return true
}

// dropImports drops the imports whose name nothing mentions.
func (sf *slimFile) dropImports(n *node) {
	unused := func(spec *ast.ImportSpec) bool {
		p := importPath(spec)
		name := assumedName(p)
		if dep := n.imports[n.resolve(p)]; dep != nil {
			name = dep.name
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		return name != "." && !sf.bases[name]
	}
	f := sf.file
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
