package extract

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Program is one universe of types to look at: the packages of one module, or of
// one workspace, with everything they import. The analyzer package loads it.
type Program struct {
	Fset *token.FileSet
	// Root is the absolute folder that positions are reported relative to, and
	// that configuration is looked for in.
	Root string
	// Named are the absolute folders that the user named. They are looked into
	// even where folders of that name are not.
	Named []string
	// Modules are the modules of the user's own that this program covers.
	Modules []Module
	// Packages are those with function bodies, dependencies before dependents:
	// the user's own, and those of other modules that stand between the user's
	// code and a modelled client.
	Packages []*Package
	// Types are all other packages that were needed, by import path, without
	// function bodies.
	Types map[string]*types.Package
	// Sizes are the target's sizes.
	Sizes types.Sizes
	// GoVersion is the language version that the main module asks for: "go1.22".
	GoVersion string
}

// Module is a Go module of the user's own.
type Module struct {
	Path string
	Dir  string // relative to Program.Root, slash-separated, "." for the root
}

// Package is a package with function bodies.
type Package struct {
	Path  string // import path
	Dir   string // absolute
	Types *types.Package
	Info  *types.Info
	Files []*ast.File
	// Own says that the package lies in a folder that the user named, rather
	// than in a dependency.
	Own bool
	// Main says that the package belongs to one of Program.Modules; an own
	// package that does not is analyzed with its own module too.
	Main bool
	// IllTyped says that it has type errors; it is used as far as it goes.
	IllTyped bool
}
