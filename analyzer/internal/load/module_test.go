package load

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/flowvet/flowvet/extract"
)

// TestOwnModule loads the module that this test is in: real code with real
// dependencies has to load without a problem, and prune must not touch it.
func TestOwnModule(t *testing.T) {
	cfg := testDefaults(moduleRoot(t))
	cfg.Args = []string{"./analyzer/..."}
	programs, problems, err := Load(context.Background(), cfg)
	if err != nil || len(problems) > 0 || len(programs) != 1 {
		t.Fatalf("%d programs, problems %v, error %v", len(programs), problems, err)
	}
	for _, pkg := range programs[0].Packages {
		if pkg.IllTyped {
			t.Errorf("%s is ill-typed", pkg.Path)
		}
		for _, f := range pkg.Files {
			for _, decl := range f.Decls {
				if d, ok := decl.(*ast.FuncDecl); ok && d.Body == nil {
					t.Errorf("%s has lost its body", d.Name.Name)
				}
			}
		}
	}
	buildSSA(t, programs[0])
}

// TestDependencies checks what is known of packages without bodies.
func TestDependencies(t *testing.T) {
	cfg := testConfig(t, archive(t, "workspace"))
	programs, _, err := Load(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	b := packageOf(programs[0], "b.example/b")
	if again := packageOf(programs[1], "b.example/b"); b.Types != again.Types {
		t.Error("the same package was type-checked twice")
	}
	if b.Own != true || b.Main != true {
		t.Errorf("in its own program: own %v, main %v", b.Own, b.Main)
	}
}

// TestLazy checks that what only bodies and hidden declarations import is not
// read.
func TestLazy(t *testing.T) {
	cfg := testConfig(t, archive(t, "lazy"))
	programs, problems, err := Load(context.Background(), cfg)
	if err != nil || len(problems) > 0 {
		t.Fatalf("problems %v, error %v", problems, err)
	}
	got := slices.Sorted(maps.Keys(programs[0].Types))
	want := []string{"dep.example", "dep.example/inner", "dep.example/result", "unsafe"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("packages read, -want +got:\n%s", diff)
	}
	dep := programs[0].Types["dep.example"]
	if f, ok := dep.Scope().Lookup("New").(*types.Func); !ok || f.Signature().Results().Len() != 1 {
		t.Errorf("New is %v", dep.Scope().Lookup("New"))
	}
}

// TestDeterministic loads twice, and from a copy in another folder.
func TestDeterministic(t *testing.T) {
	ar := archive(t, "between")
	cfg := testConfig(t, ar)
	want := positions(t, cfg)
	if got := positions(t, cfg); got != want {
		t.Errorf("second run: %s", cmp.Diff(want, got))
	}
	if got := positions(t, testConfig(t, ar)); got != want {
		t.Errorf("another folder: %s", cmp.Diff(want, got))
	}
}

// positions lists every declared object with its place in the file set.
func positions(t *testing.T, cfg Config) string {
	t.Helper()
	programs, problems, err := Load(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range programs {
		for _, pkg := range p.Packages {
			for _, f := range pkg.Files {
				ast.Inspect(f, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						fmt.Fprintln(&b, id.Name, id.Pos(), strings.TrimPrefix(p.Fset.Position(id.Pos()).String(), filepath.Dir(cfg.Dir)))
					}
					return true
				})
			}
		}
	}
	fmt.Fprintln(&b, problems)
	return b.String()
}

// TestWritesNothing compares the files before and after loading.
func TestWritesNothing(t *testing.T) {
	for _, name := range []string{"workspace", "missing_dependency", "siblings", "newer_workspace"} {
		cfg := testConfig(t, archive(t, name))
		cfg.Env = append(cfg.Env, "GOFLAGS=-mod=mod")
		before := tree(t, cfg.Dir)
		if _, _, err := Load(context.Background(), cfg); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, tree(t, cfg.Dir)); diff != "" {
			t.Errorf("%s: -before +after:\n%s", name, diff)
		}
	}
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.Name() == ".modcache" {
			return fs.SkipDir
		}
		if e.Type().IsRegular() {
			data, err := os.ReadFile(path)
			files[path] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Load(ctx, testDefaults(t.TempDir())); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestErrors(t *testing.T) {
	for name, want := range map[string]error{"no_folder": ErrUsage, "file": ErrUsage, "no_go": ErrNothing, "no_match": ErrNothing} {
		if _, _, err := Load(context.Background(), testConfig(t, archive(t, name))); !errors.Is(err, want) {
			t.Errorf("%s: error %v, want %v", name, err, want)
		}
	}
}

func TestNoGoCommand(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, _, err := Load(context.Background(), testDefaults(t.TempDir())); err == nil || !strings.Contains(err.Error(), "go.dev/dl") {
		t.Errorf("error %v", err)
	}
}

// BenchmarkLoad loads the example system with its real client libraries.
func BenchmarkLoad(b *testing.B) {
	dir := filepath.Join(moduleRoot(b), "testdata", "shop")
	if _, err := os.Stat(dir); err != nil {
		b.Skip("there is no example")
	}
	cfg := testDefaults(dir)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Load(context.Background(), cfg); err != nil {
			b.Fatal(err)
		}
	}
}

func archive(t testing.TB, name string) *txtar.Archive {
	t.Helper()
	ar, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return ar
}

func packageOf(p *extract.Program, path string) *extract.Package {
	for _, pkg := range p.Packages {
		if pkg.Path == path {
			return pkg
		}
	}
	return nil
}

func moduleRoot(t testing.TB) string {
	t.Helper()
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(findUp(wd, "go.mod"))
}
