package load

import (
	"context"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReducedTypes compares what is exported by packages without bodies with what
// go/types makes of their whole source.
func TestReducedTypes(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks much of the standard library")
	}
	paths := []string{"database/sql", "encoding/json", "go/types", "log/slog", "net/http", "reflect", "text/template"}
	dir := t.TempDir()
	src := "package a\n"
	for _, path := range paths {
		src += "import _ \"" + path + "\"\n"
	}
	for name, data := range map[string]string{"a.go": src, "go.mod": "module a.example\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	programs, _, err := Load(context.Background(), testDefaults(dir))
	if err != nil {
		t.Fatal(err)
	}
	imp := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, path := range paths {
		whole, err := imp.Import(path)
		if err != nil {
			t.Skipf("no source of %s: %v", path, err)
		}
		if diff := cmp.Diff(exported(whole), exported(programs[0].Types[path])); diff != "" {
			t.Errorf("%s: -whole +reduced:\n%s", path, diff)
		}
	}
}

// exported describes all that is exported, with its methods.
func exported(pkg *types.Package) []string {
	var all []string
	add := func(obj types.Object) {
		if obj.Exported() {
			// Whether net/http sees its vendored packages under another path is no matter here.
			all = append(all, strings.ReplaceAll(obj.String(), "vendor/", ""))
		}
	}
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		add(obj)
		if named, ok := obj.Type().(*types.Named); ok && obj.Exported() {
			for m := range types.NewMethodSet(types.NewPointer(named)).Methods() {
				add(m.Obj())
			}
		}
	}
	slices.Sort(all)
	return all
}
