package load

import (
	"context"
	"flag"
	"fmt"
	"go/scanner"
	"go/token"
	"go/version"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract"
)

var seeds = flag.Int("seeds", 2, "how many broken copies of the standard library TestBrokenCode makes")

// TestBrokenCode breaks real code at random places. Whatever is left of it has to
// be fit for SSA.
func TestBrokenCode(t *testing.T) {
	if testing.Short() {
		t.Skip("loads much code")
	}
	packages := []string{"archive/tar", "database/sql", "encoding/json", "go/types", "html/template", "log/slog", "net/http", "slices", "text/template"}
	for seed := range *seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(uint64(seed), 1))
			dir := t.TempDir()
			write(t, filepath.Join(dir, "go.mod"), "module a.example\n\ngo "+strings.TrimPrefix(version.Lang("go"+runtimeGo(t)), "go")+"\n")
			for _, pkg := range packages {
				for _, name := range standardFiles(t, pkg) {
					if strings.HasSuffix(name, "_test.go") {
						continue
					}
					src, err := os.ReadFile(name)
					if err != nil {
						t.Fatal(err)
					}
					write(t, filepath.Join(dir, filepath.FromSlash(pkg), filepath.Base(name)), breakCode(rnd, src))
				}
			}
			programs, problems, err := Load(context.Background(), testDefaults(dir))
			if err != nil {
				t.Fatalf("%v; %v", err, problems)
			}
			buildEach(t, programs[0])
		})
	}
}

// breakCode replaces or removes about one token in 300, other than braces, so that
// most of the code still parses.
func breakCode(rnd *rand.Rand, src []byte) string {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, func(token.Position, string) {}, scanner.ScanComments)
	var b strings.Builder
	last, body := 0, false
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		body = body || tok == token.FUNC
		if !body || rnd.IntN(300) != 0 || (tok != token.IDENT && !tok.IsLiteral() && !tok.IsOperator()) {
			continue
		}
		offset := file.Offset(pos)
		repl := []string{"nil", "undefined", "1", "\"s\"", "x, y", "f()"}[rnd.IntN(6)]
		switch {
		case tok.IsOperator() && tok != token.COMMA:
			continue
		case tok == token.COMMA:
			repl, lit = ", undefined, ", ","
		}
		b.Write(src[last:offset])
		b.WriteString(repl)
		last = offset + len(lit)
	}
	b.Write(src[last:])
	return b.String()
}

// buildEach builds SSA and reports the first package that does not bear it.
func buildEach(t *testing.T, p *extract.Program) {
	t.Helper()
	prog := ssa.NewProgram(p.Fset, ssa.InstantiateGenerics|ssa.SanityCheckFunctions)
	for _, pkg := range p.Types {
		prog.CreatePackage(pkg, nil, nil, true)
	}
	current := ""
	defer func() { // not to be used again: a panic leaves it locked
		if r := recover(); r != nil {
			t.Errorf("%s: %v", current, r)
		}
	}()
	for _, pkg := range p.Packages {
		current = pkg.Path
		prog.CreatePackage(pkg.Types, pkg.Files, pkg.Info, true)
	}
	for _, pkg := range p.Packages {
		current = pkg.Path
		prog.Package(pkg.Types).Build()
	}
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}
