package load

import (
	"context"
	"flag"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/txtar"

	"github.com/flowvet/flowvet/extract"
)

var update = flag.Bool("update", false, "rewrite the want sections of testdata/*.txtar")

// TestLoad loads each archive in testdata and compares a summary with its section
// want. Lines before the first file are the arguments, tags and environment.
func TestLoad(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, archive := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(archive), ".txtar"), func(t *testing.T) {
			t.Parallel()
			ar, err := txtar.ParseFile(archive)
			if err != nil {
				t.Fatal(err)
			}
			got := summary(t, testConfig(t, ar))
			i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
			if *update {
				ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
				ar.Files = append([]txtar.File{{Name: "want", Data: []byte(got)}}, ar.Files...)
				if err := os.WriteFile(archive, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if i < 0 {
				t.Fatalf("no section want; got:\n%s", got)
			}
			if diff := cmp.Diff(string(ar.Files[i].Data), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// testConfig unpacks an archive and reads the lines at its top:
//
//	args: folders and patterns
//	dir: the folder to start in
//	tags: build tags
//	tests
//	env: NAME=value
func testConfig(t testing.TB, ar *txtar.Archive) Config {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		name := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cfg := testDefaults(root)
	cfg.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off", "GOMODCACHE="+filepath.Join(root, ".modcache"))
	for line := range strings.Lines(string(ar.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "args":
			cfg.Args = strings.Fields(value)
		case "dir":
			cfg.Dir = filepath.Join(root, value)
		case "tags":
			cfg.Tags = strings.Fields(value)
		case "tests":
			cfg.Tests = true
		case "env":
			cfg.Env = append(cfg.Env, value)
		}
	}
	return cfg
}

// testDefaults takes client.example for a client, and everything in the module
// modelled.example for modelled.
func testDefaults(dir string) Config {
	client := func(path string) bool { return path == "client.example" }
	return Config{
		Dir:      dir,
		Client:   client,
		Modelled: func(path string) bool { return client(path) || path == "modelled.example" },
	}
}

// summary loads and describes the result; what it describes must also be fit for
// SSA.
func summary(t *testing.T, cfg Config) string {
	t.Helper()
	programs, problems, err := Load(context.Background(), cfg)
	var b strings.Builder
	for _, p := range programs {
		b.WriteString("program")
		for _, m := range p.Modules {
			fmt.Fprintf(&b, " %s in %s", m.Path, m.Dir)
		}
		fmt.Fprintf(&b, ", %s\n", p.GoVersion)
		for _, pkg := range p.Packages {
			b.WriteString("\t" + describe(p, pkg) + "\n")
		}
		buildSSA(t, p)
	}
	for _, p := range problems {
		b.WriteString("problem: " + p.String() + "\n")
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	s := strings.ReplaceAll(b.String(), runtimeGo(t), "GOVERSION")
	return strings.ReplaceAll(s, ", "+version.Lang("go"+runtimeGo(t))+"\n", ", GOVERSION\n")
}

func describe(p *extract.Program, pkg *extract.Package) string {
	s := pkg.Path
	for _, flag := range []struct {
		name string
		set  bool
	}{{"own", pkg.Own}, {"main", pkg.Main}, {"ill-typed", pkg.IllTyped}} {
		if flag.set {
			s += " " + flag.name
		}
	}
	for _, f := range pkg.Files {
		s += " " + filepath.Base(p.Fset.Position(f.Package).Filename)
	}
	return s
}

// buildSSA builds the SSA form of a program as extract does.
func buildSSA(t testing.TB, p *extract.Program) *ssa.Program {
	t.Helper()
	prog := ssa.NewProgram(p.Fset, ssa.InstantiateGenerics)
	for _, pkg := range p.Types {
		prog.CreatePackage(pkg, nil, nil, true)
	}
	for _, pkg := range p.Packages {
		prog.CreatePackage(pkg.Types, pkg.Files, pkg.Info, true)
	}
	for _, pkg := range p.Packages {
		prog.Package(pkg.Types).Build()
	}
	return prog
}

// runtimeGo is the version of the go command, as in its messages: 1.26.1.
func runtimeGo(t testing.TB) string {
	t.Helper()
	l := loader{ctx: context.Background(), Config: Config{Dir: t.TempDir()}}
	if err := l.readGoEnv(); err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(l.goEnv.GOVERSION, "go")
}
