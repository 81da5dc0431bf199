package load

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"

	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCut(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"body", "package p\n\nfunc f() int {\n\treturn 1\n}\n", "package p\n\nfunc f() int {\n\n}\n"},
		{"method", "package p; func (t *T[K]) m(x struct{ a int }) interface{ M() } { x }; var y int", "package p; func (t *T[K]) m(x struct{ a int }) interface{ M() } {}; var y int"},
		{"constraint", "package p\nfunc f[T interface{ ~int }](x T) {}\n", "package p\nfunc f[T interface{ ~int }](x T) {}\n"},
		{"comment in signature", "package p\nfunc f() /* { */ struct /*}*/ { a int } { b }\n", "package p\nfunc f()   struct   { a int } {}\n"},
		{"no body", "package p\nfunc asm(x int)\nconst m = T{ 1 }\n", "package p\nfunc asm(x int)\nconst m = T{ 1 }\n"},
		{"quotes in body", "package p\nfunc f() { _ = \"}\\\"}\"; _ = `}\n`; _ = '}'; _ = '\\'' /* } */ // }\n}\nvar x = 1", "package p\nfunc f() {\n\n}\nvar x = 1"},
		{"literal", "package p\nvar f =\n\tfunc() int { return 1 }()\n", "package p\nvar f =\n\tfunc() int {}()\n"},
		{"function value", "package p\nvar f = func() { x }\n", "package p\nvar f = func() {}\n"},
		{"elements", "package p\nvar (\n\ta = []struct{ x int }{{1},\n{2}}\n\tb, c = &T{x}, map[string]func(){ \"a\": f }\n)\n", "package p\nvar (\n\ta = []struct{ x int }{\n}\n\tb, c = &T{}, map[string]func(){}\n)\n"},
		{"counted elements", "package p\nvar (\n\ta = [...]int{1}\n\tb = []int{1}\n)\nvar c = [...]int{1}\nvar d = T{1}", "package p\nvar (\n\ta = [...]int{1}\n\tb = []int{}\n)\nvar c = [...]int{1}\nvar d = T{}"},
		{"elements of arguments", "package p\nvar a = f(T{1})\nvar b interface{ M() } = T{1}\n", "package p\nvar a = f(T{1})\nvar b interface{ M() } = T{}\n"},
		{"no variable", "package p\nconst c = T{1}\ntype T struct { x int }\n", "package p\nconst c = T{1}\ntype T struct { x int }\n"},
		{"comments", "// a\n//go:build x\n\n/* b */\npackage p // c\n/* d\n */ var x = 1 // e\n", "// a\n//go:build x\n\n/* b */\npackage p  \n \n var x = 1  \n"},
		{"division", "package p\nconst x = 4 / 2\n", "package p\nconst x = 4 / 2\n"},
		{"string with comment", "package p\nconst x = \"//\" + `/*`\n", "package p\nconst x = \"//\" + `/*`\n"},
		{"unterminated", "package p\nfunc f() { \"", "package p\nfunc f() {}"},
		{"empty", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, string(cut([]byte(tt.src)))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestCutStandardLibrary holds the scan against the parser on real code.
func TestCutStandardLibrary(t *testing.T) {
	for _, name := range standardFiles(t, "net/http", "go/types", "encoding/json", "reflect", "text/template", "crypto/tls", "runtime") {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		checkCut(t, src)
	}
}

func FuzzCut(f *testing.F) {
	f.Add([]byte("package p\n\nimport \"fmt\"\n\nfunc f() { fmt.Println('\\'', `{`) }\n\nvar x = func() int { return 1 }()\n"))
	f.Add([]byte("package p\ntype T struct{ f func() }\nfunc (T) m() interface{} { return nil }; func g()\n"))
	f.Fuzz(func(t *testing.T, src []byte) { checkCut(t, src) })
}

// checkCut compares what is left of a source that parses with what the parser
// makes of it, without bodies and comments.
func checkCut(t *testing.T, src []byte) {
	t.Helper()
	want, lines, ok := withoutBodies(src)
	got := cut(src)
	if !ok {
		return
	}
	gotText, gotLines, ok := withoutBodies(got)
	if !ok {
		t.Fatalf("does not parse any more: %s", got)
	}
	if want != gotText {
		t.Fatalf("other declarations: %s", cmp.Diff(want, gotText))
	}
	if diff := cmp.Diff(lines, gotLines); diff != "" {
		t.Fatalf("lines have moved: %s", diff)
	}
}

// withoutBodies parses and prints the declarations, and says in which lines they
// start.
func withoutBodies(src []byte) (text string, lines []int, ok bool) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return "", nil, false
	}
	// Line directives are comments, which cut drops.
	if bytes.Contains(src, []byte("//line")) || bytes.Contains(src, []byte("/*line")) {
		return "", nil, false
	}
	var b bytes.Buffer
	for _, decl := range f.Decls {
		lines = append(lines, fset.Position(decl.Pos()).Line)
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Body != nil {
					n.Body.List = nil
				}
			case *ast.FuncLit:
				n.Body.List = nil
			case *ast.CompositeLit:
				n.Elts = nil
			}
			return true
		})
		if err := format.Node(&b, token.NewFileSet(), decl); err != nil {
			return "", nil, false
		}
		b.WriteByte('\n')
	}
	return b.String(), lines, true
}

func standardFiles(t testing.TB, packages ...string) []string {
	t.Helper()
	var files []string
	for _, pkg := range packages {
		names, err := filepath.Glob(filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(pkg), "*.go"))
		if err != nil || len(names) == 0 {
			t.Skipf("no source of %s", pkg)
		}
		files = append(files, names...)
	}
	return files
}

func BenchmarkCut(b *testing.B) {
	var size int64
	var sources [][]byte
	for _, name := range standardFiles(b, "net/http") {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, src)
		size += int64(len(src))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range sources {
			cut(src)
		}
	}
}
