package models

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flowvet/flowvet/extract/internal/conform"
	"github.com/flowvet/flowvet/extract/internal/model"
)

// TestClients holds every built-in model against the types of the versions that
// it names. A symbol may be missing in some versions and packages of a family,
// not in all; where it exists, an entry must fit its parameters.
func TestClients(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	set, err := model.Compile(files)
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]bool{}
	for _, f := range files {
		for _, v := range f.Tested {
			versions[v] = true
		}
	}
	modules := download(t, slices.Sorted(maps.Keys(versions)))
	var newest []*module
	for _, f := range files {
		for _, v := range f.Tested {
			newest = append(newest, modules[v])
		}
	}
	l := newLoader(newest)
	for _, f := range files {
		if len(f.Packages) == 0 {
			continue // read from source: no call of it is modelled
		}
		t.Run(f.Library, func(t *testing.T) {
			tested := make([]*module, len(f.Tested))
			for i, v := range f.Tested {
				tested[i] = modules[v]
			}
			against := targets(l, f, tested)
			if len(against.Packages) == 0 {
				t.Error("no tested version has any of the packages")
			}
			for _, problem := range conform.Check(set, f, against) {
				t.Error(problem)
			}
		})
	}
}

// targets finds a file's packages in its tested versions. An old name of a package may
// be in none.
func targets(l *loader, f *model.File, tested []*module) conform.Targets {
	found := conform.Targets{Packages: map[string][]conform.Target{}, All: true}
	for _, path := range f.About() {
		candidates := tested
		if isStd(path) {
			candidates = []*module{l.std}
		}
		for _, m := range candidates {
			if pkg := l.load(m, path); pkg != nil {
				found.Packages[path] = append(found.Packages[path], conform.Target{Version: m.String(), Pkg: pkg})
			}
		}
	}
	return found
}

// module is a tested version of a client, in the module cache.
type module struct {
	Path, Version, Dir, Error string
}

func (m *module) String() string { return m.Path + "@" + m.Version }

// dir is the folder of a package of the module, "" if it has none.
func (m *module) dir(pkgPath string) string {
	rest, ok := strings.CutPrefix(pkgPath, m.Path)
	if !ok || rest != "" && rest[0] != '/' {
		return ""
	}
	dir := filepath.Join(m.Dir, filepath.FromSlash(rest))
	if files, _ := filepath.Glob(filepath.Join(dir, "*.go")); len(files) == 0 {
		return ""
	}
	return dir
}

// download fetches modules, path@version, with the go command. It needs nothing
// but the module proxy, and not even that once they are in the cache.
func download(t *testing.T, versions []string) map[string]*module {
	t.Helper()
	cmd := exec.Command("go", append([]string{"mod", "download", "-json"}, versions...)...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "GO111MODULE=on", "GOWORK=off", "GOFLAGS=")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	runErr := cmd.Run()
	modules := map[string]*module{}
	for dec := json.NewDecoder(&stdout); ; {
		m := &module{}
		if err := dec.Decode(m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go mod download: %v\n%s", err, &stderr)
		}
		if m.Error != "" {
			t.Errorf("source of %s is not there: %s", m, m.Error)
		}
		modules[m.String()] = m
	}
	if runErr != nil && !t.Failed() {
		t.Errorf("go mod download: %v\n%s", runErr, &stderr)
	}
	if t.Failed() {
		t.FailNow()
	}
	return modules
}

// stdlib is the standard library as a module without path.
func stdlib() *module {
	return &module{Version: "std", Dir: filepath.Join(build.Default.GOROOT, "src")}
}

func isStd(pkgPath string) bool {
	first, _, _ := strings.Cut(pkgPath, "/")
	return !strings.Contains(first, ".")
}

// loader type-checks packages without function bodies. What it does not find it
// takes for empty, as only the types of the clients themselves matter.
type loader struct {
	fset    *token.FileSet
	build   build.Context
	std     *module
	modules []*module // newest of each first
	cache   map[string]*types.Package
}

func newLoader(modules []*module) *loader {
	l := &loader{
		fset:    token.NewFileSet(),
		build:   build.Default,
		std:     stdlib(),
		modules: modules,
		cache:   map[string]*types.Package{"unsafe": types.Unsafe},
	}
	l.build.CgoEnabled = true
	l.build.ToolTags = append(l.build.ToolTags[:len(l.build.ToolTags):len(l.build.ToolTags)], "goexperiment.jsonv2")
	return l
}

// load returns a package of a module, nil if the module does not have it.
func (l *loader) load(m *module, pkgPath string) *types.Package {
	dir := m.dir(pkgPath)
	if m == l.std {
		dir = l.stdDir(pkgPath)
	}
	if dir == "" {
		return nil
	}
	if pkg, ok := l.cache[dir]; ok {
		return pkg
	}
	l.cache[dir] = types.NewPackage(pkgPath, "") // stops cycles
	conf := types.Config{
		IgnoreFuncBodies: true,
		FakeImportC:      true,
		Importer:         moduleImporter{l, m},
		Error:            func(error) {},
	}
	pkg, _ := conf.Check(pkgPath, l.fset, l.parse(dir), nil)
	l.cache[dir] = pkg
	return pkg
}

func (l *loader) stdDir(pkgPath string) string {
	for _, dir := range []string{pkgPath, "vendor/" + pkgPath} {
		dir = filepath.Join(l.std.Dir, filepath.FromSlash(dir))
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
	}
	return ""
}

func (l *loader) parse(dir string) []*ast.File {
	var files []*ast.File
	names, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, name := range names {
		base := filepath.Base(name)
		if ok, err := l.build.MatchFile(dir, base); !ok || err != nil || strings.HasSuffix(base, "_test.go") {
			continue
		}
		if f, _ := parser.ParseFile(l.fset, name, nil, parser.SkipObjectResolution); f != nil && f.Name.Name != "main" {
			files = append(files, f)
		}
	}
	return files
}

// moduleImporter imports for the packages of one module: its own, then those of
// the other tested modules.
type moduleImporter struct {
	*loader
	from *module
}

func (i moduleImporter) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	candidates := append([]*module{i.from}, i.modules...)
	if isStd(path) || i.from == i.std {
		candidates = []*module{i.std}
	}
	for _, m := range candidates {
		if pkg := i.load(m, path); pkg != nil {
			return pkg, nil
		}
	}
	pkg := types.NewPackage(path, path[strings.LastIndex(path, "/")+1:])
	pkg.MarkComplete()
	return pkg, nil
}

var _ types.Importer = moduleImporter{}
