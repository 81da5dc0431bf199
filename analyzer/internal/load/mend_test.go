package load

import (
	"bytes"
	"context"
	"go/ast"
	"go/format"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMend shows what is left of broken functions.
func TestMend(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"too many arguments", "s := New(1, \"a\", cfg)\nuse(s)", "s := New(\"a\", cfg)\nuse(s)"},
		{"too few arguments", "use(New(\"a\"))", "use(New(\"a\", unknown#1()))"},
		{"wrong argument", "use(New(1, cfg))", "use(New(unknown#1(), cfg))"},
		{"missing package", "w := missing.New()\nuse(New(w.Name, cfg))", "use(New(unknown#1(), cfg))"},
		{"missing in literal", "use(&Service{Name: \"a\", Client: missing.New()})", "use(&Service{Name: \"a\"})"},
		{"missing field type", "use(&Service{\"a\", missing.New()})", "use(&Service{\"a\", nil})"},
		{"append", "list = append(list, \"a\", missing.X)", "list = append(list, \"a\", unknown#1())"},
		{"one of two", "a, b := \"a\", missing.X\nprintln(a, b)", "a := \"a\""},
		{"results", "s, err := Open(missing.X)\nuse(s, err)", "s, err := Open(unknown#1())\nuse(s, err)"},
		{"assigned from unknown", "var s *Service = missing.New()\nuse(s)", "{\n\ts := unknown#1()\n}\nuse(s)"},
		{"condition", "if missing.Enabled() {\n\tuse(1)\n}", "if unknown#1() {\n\tuse(1)\n}"},
		{"loop", "for _, x := range missing.List() {\n\tuse(x)\n\tuse(1)\n}", "for unknown#2() {\n\tuse(unknown#1())\n\tuse(1)\n}"},
		{"switch", "switch missing.Kind() {\ncase missing.A, 2:\n\tuse(1)\ndefault:\n\tuse(2)\n}", "switch {\ncase unknown#1(), unknown#2():\n\tuse(1)\ndefault:\n\tuse(2)\n}"},
		{"type switch", "switch x := any(list).(type) {\ncase *missing.T:\n\tuse(x)\ncase []string:\n\tuse(x)\n}", "switch x := any(list).(type) {\ncase []string:\n\tuse(x)\n}"},
		{"callback", "Handle(\"a\", func() {\n\tmissing.F()\n\tuse(1)\n})", "Handle(\"a\", func() {\n\tuse(1)\n})"},
		{"go and defer", "go use(missing.X)\ndefer missing.Close()", "go use(unknown#1())"},
		{"select", "select {\ncase x := <-missing.C:\n\tuse(x)\ncase ch <- missing.X:\ndefault:\n}", "select {\ndefault:\n}"},
		{"send", "ch <- missing.X", "ch <- unknown#1()"},
		{"undefined", "undefined()\nuse(1)", "use(1)"},
		{"nothing wrong", "use(1)", "use(1)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, filepath.Join(dir, "go.mod"), "module a.example\n\ngo 1.22\n")
			write(t, filepath.Join(dir, "a.go"), mendPrelude+"\nfunc f() {\n"+tt.body+"\n}\n")
			programs, _, err := Load(context.Background(), testDefaults(dir))
			if err != nil {
				t.Fatal(err)
			}
			buildSSA(t, programs[0])
			if diff := cmp.Diff(tt.want, body(t, programs[0].Packages[0].Files[0], "f")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

const mendPrelude = `package a

import "missing.example/missing"

type Config struct{}

type Service struct {
	Name   string
	Client *missing.Client
}

var (
	cfg  Config
	list []string
	ch   chan string
)

func New(name string, cfg Config) *Service { return nil }

func Open(name string) (*Service, error) { return nil, nil }

func Handle(name string, f func()) {}

func use(...any) {}
`

// body prints a function's body.
func body(t *testing.T, f *ast.File, name string) string {
	t.Helper()
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.FuncDecl)
		if !ok || d.Name.Name != name {
			continue
		}
		var b bytes.Buffer
		if err := format.Node(&b, token.NewFileSet(), d.Body); err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSpace(strings.Trim(strings.TrimSpace(b.String()), "{}"))
		return strings.ReplaceAll(text, "\n\t", "\n")
	}
	t.Fatalf("there is no function %s", name)
	return ""
}
