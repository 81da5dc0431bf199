package load

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"runtime"
	"slices"
	"strings"
	"unicode"
)

// checkAll type-checks everything that was read, dependencies before dependents,
// on all processors.
func (l *loader) checkAll() {
	order := dependenciesFirst(l.order)
	l.Progress(fmt.Sprintf("type-checking %d packages", len(order)))
	sizes := l.sizes()
	parallel(len(order), func(i int) {
		n := order[i]
		defer close(n.done)
		for _, dep := range n.needs {
			<-dep.done
		}
		if l.ctx.Err() == nil {
			n.check(l.fset, sizes)
		}
	})
}

func (l *loader) sizes() types.Sizes {
	if s := types.SizesFor("gc", l.goEnv.GOARCH); s != nil {
		return s
	}
	return types.SizesFor("gc", runtime.GOARCH)
}

// dependenciesFirst sorts packages so that imports come first; the import graph
// has no cycles.
func dependenciesFirst(nodes []*node) []*node {
	seen := map[*node]bool{}
	sorted := make([]*node, 0, len(nodes))
	var visit func(n *node)
	visit = func(n *node) {
		if seen[n] {
			return
		}
		seen[n] = true
		for _, dep := range n.needs {
			visit(dep)
		}
		sorted = append(sorted, n)
	}
	for _, n := range nodes {
		visit(n)
	}
	return sorted
}

var errAbsent = errors.New("not found")

// Import implements types.Importer with what the package's import graph says. A
// package that is not there gets a name, so that go/types takes what is used of
// it as unknown rather than as an error.
func (n *node) Import(path string) (*types.Package, error) {
	switch dep := n.imports[n.resolve(path)]; {
	case path == "unsafe":
		return types.Unsafe, nil
	case path == "C":
		return fakeC(n.syntax), nil
	case dep != nil && dep.types != nil:
		return dep.types, nil
	}
	return types.NewPackage(path, assumedName(path)), errAbsent
}

// assumedName guesses the name of a package from its import path.
func assumedName(importPath string) string {
	dir, name := path.Split(importPath)
	if v, ok := strings.CutPrefix(name, "v"); ok && dir != "" && isNumber(v) {
		name = path.Base(dir)
	}
	name = strings.TrimPrefix(name, "go-")
	if i := strings.IndexFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i > 0 {
		name = name[:i]
	}
	return name
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// check type-checks the package. Errors do not end it.
func (n *node) check(fset *token.FileSet, sizes types.Sizes) {
	n.types = types.NewPackage(n.path, n.name)
	conf := types.Config{
		Importer:         n,
		IgnoreFuncBodies: !n.full,
		GoVersion:        n.goVersion,
		Sizes:            sizes,
		Error:            func(error) {},
	}
	if !n.full {
		n.checkFiles(types.NewChecker(&conf, fset, n.types, nil))
		n.syntax = nil
	} else {
		var bad []token.Pos
		conf.Error = func(err error) { bad = append(bad, n.typeError(fset, err)...) }
		n.info = newInfo()
		n.checkFiles(types.NewChecker(&conf, fset, n.types, n.info))
		n.mended = prune(n.types, n.syntax, n.info, bad)
		n.illTyped = n.illTyped || n.mended > 0
	}
	// What was made up has to be nobody's import: SSA would ask for it.
	n.types.SetImports(slices.DeleteFunc(n.types.Imports(), func(p *types.Package) bool {
		dep := n.imports[p.Path()]
		return p != types.Unsafe && (dep == nil || dep.types != p)
	}))
}

// typeError notes an error and returns its position if there can be no sound code
// around it.
func (n *node) typeError(fset *token.FileSet, err error) []token.Pos {
	var e types.Error
	if !errors.As(err, &e) {
		return nil
	}
	n.illTyped = true
	fromC := n.cgo && (strings.Contains(e.Msg, "C.") || strings.HasSuffix(e.Msg, "package C"))
	if !fromC && !strings.HasPrefix(e.Msg, "could not import ") {
		pos := fset.Position(e.Pos)
		n.errs = append(n.errs, sourceError{file: pos.Filename, line: pos.Line, msg: e.Msg, kind: badTypes, soft: e.Soft})
	}
	if e.Soft {
		return nil
	}
	return []token.Pos{e.Pos}
}

// checkFiles runs the checker; a fault in the checker itself, which odd code may
// meet, costs no more than the package.
func (n *node) checkFiles(c *types.Checker) {
	defer func() {
		if r := recover(); r != nil {
			n.illTyped = true
			n.errs = append(n.errs, sourceError{msg: fmt.Sprintf("the type checker fails: %v", r), kind: badTypes})
			n.syntax, n.info = nil, newInfo()
			n.types.MarkComplete()
		}
	}()
	_ = c.Files(n.syntax) // what is wrong came through Config.Error
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
}
