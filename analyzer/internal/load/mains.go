package load

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// splitMains makes a package of each file with a main function, where a folder has
// several: they are run one by one, as `go run send.go`. Each gets the files without
// one, and the name of its own file below the import path.
func splitMains(pkgs []*listed) []*listed {
	taken := map[string]bool{}
	for _, p := range pkgs {
		taken[p.ImportPath] = true
	}
	var out []*listed
	for _, p := range pkgs {
		mains := p.mains()
		if len(mains) < 2 {
			out = append(out, p)
			continue
		}
		shared := slices.DeleteFunc(slices.Clone(p.GoFiles), func(f string) bool { return slices.Contains(mains, f) })
		for _, f := range mains {
			one := *p
			one.GoFiles = append(slices.Clone(shared), f)
			if name := strings.TrimSuffix(filepath.Base(f), ".go"); name != "main" {
				one.ImportPath += "/" + name
				for taken[one.ImportPath] {
					one.ImportPath += "_"
				}
			}
			taken[one.ImportPath] = true
			out = append(out, &one)
		}
	}
	return out
}

var mainFunc = regexp.MustCompile(`(?m)^func main\(\)`)

// mains are the files of an own command that declare main, looked at only where there
// are several files.
func (p *listed) mains() []string {
	if p.Name != "main" || p.Module == nil || !p.Module.Main || len(p.GoFiles) < 2 || len(p.CgoFiles) > 0 || p.ForTest != "" {
		return nil
	}
	sources := map[string][]byte{}
	for _, f := range p.GoFiles {
		src, err := os.ReadFile(filepath.Join(p.Dir, f))
		if err == nil && mainFunc.Match(src) {
			sources[f] = src
		}
	}
	if len(sources) < 2 {
		return nil
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(sources)), func(f string) bool { return !declaresMain(sources[f]) })
}

func declaresMain(src []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	return err == nil && slices.ContainsFunc(file.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		return ok && fn.Recv == nil && fn.Name.Name == "main"
	})
}
