package load

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
)

// parseAll reads all packages with bodies and whatever they then need, wave by
// wave: a package's imports are known when it was cut.
func (l *loader) parseAll(units []*unit) {
	seen := map[*node]bool{}
	var wave []*node
	add := func(n *node) {
		if !seen[n] {
			seen[n] = true
			wave = append(wave, n)
		}
	}
	for _, u := range units {
		for _, m := range u.members {
			if m.full {
				add(m.node)
			}
		}
	}
	for len(wave) > 0 && l.ctx.Err() == nil {
		l.Progress(fmt.Sprintf("reading %d packages", len(wave)))
		l.parseWave(wave)
		l.order = append(l.order, wave...)
		done := wave
		wave = nil
		for _, n := range done {
			for _, dep := range n.needs {
				add(dep)
			}
		}
	}
}

// file is one file on its way from disk to syntax.
type file struct {
	node   *node
	name   string
	src    []byte
	base   int
	token  *token.File
	syntax *ast.File
	err    error
}

// parseWave reads the files of some packages. Positions are given out in the
// order of the packages, so that they do not depend on which file is read first.
func (l *loader) parseWave(nodes []*node) {
	var files []*file
	for _, n := range nodes {
		for _, name := range n.files {
			files = append(files, &file{node: n, name: name})
		}
	}
	parallel(len(files), func(i int) { files[i].read() })
	base := l.fset.Base()
	for _, f := range files {
		f.base = base
		base += len(f.src) + 1
	}
	parallel(len(files), func(i int) { files[i].parse() })
	for _, f := range files {
		if f.token != nil {
			l.fset.AddExistingFiles(f.token)
		}
		f.deliver()
	}
	parallel(len(nodes), func(i int) {
		if !nodes[i].full {
			reduce(nodes[i])
		}
		nodes[i].findNeeds()
	})
}

func (f *file) read() {
	f.src, f.err = os.ReadFile(f.name)
	if !f.node.full {
		f.src = cut(f.src)
	}
}

// parse parses the file at its place in the file set that is to hold it.
func (f *file) parse() {
	if f.err != nil {
		return
	}
	mode := parser.SkipObjectResolution
	if f.node.full {
		mode |= parser.ParseComments
	}
	own := token.NewFileSet()
	if f.base > 1 {
		own.AddFile("", 1, f.base-2) // takes the place of all files before
	}
	f.syntax, f.err = parser.ParseFile(own, f.name, bytes.TrimPrefix(f.src, bom), mode)
	own.Iterate(func(t *token.File) bool {
		if t.Base() == f.base {
			f.token = t
		}
		return true
	})
	f.src = nil
}

var bom = []byte("\ufeff")

// deliver hands the syntax to the package, or says why there is none.
func (f *file) deliver() {
	n := f.node
	if f.err != nil {
		n.errs = append(n.errs, parseErrors(f.name, f.err)...)
	}
	switch {
	case f.syntax == nil || f.syntax.Name == nil:
	case f.syntax.Name.Name != n.name && n.name != "":
		n.errs = append(n.errs, sourceError{file: f.name, msg: f.syntax.Name.Name, kind: otherName})
	default:
		n.syntax = append(n.syntax, f.syntax)
	}
}

// parseErrors takes the parser's list of errors apart.
func parseErrors(name string, err error) []sourceError {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []sourceError{{file: name, msg: err.Error(), kind: unreadableFile}}
	}
	var errs []sourceError
	for _, e := range list {
		errs = append(errs, sourceError{file: name, line: e.Pos.Line, msg: e.Msg, kind: badSyntax})
	}
	return errs
}

// findNeeds collects the imports that the package has after parsing.
func (n *node) findNeeds() {
	for _, f := range n.syntax {
		for _, spec := range f.Imports {
			path := n.resolve(importPath(spec))
			if path == "" || path == "C" || path == "unsafe" {
				continue
			}
			if dep := n.imports[path]; dep != nil {
				n.needs = append(n.needs, dep)
			} else {
				n.absent = append(n.absent, path)
			}
		}
	}
	slices.SortFunc(n.needs, func(a, b *node) int { return cmp.Compare(a.path, b.path) })
	n.needs = slices.Compact(n.needs)
	slices.Sort(n.absent)
	n.absent = slices.Compact(n.absent)
}

// resolve returns the import path of the package that an import spec means:
// vendoring inside the standard library maps some.
func (n *node) resolve(path string) string {
	return cmp.Or(n.importMap[path], path)
}

func importPath(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return path
}

// parallel calls f for 0 to n-1 on all processors, started in that order.
func parallel(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		}()
	}
	wg.Wait()
}
