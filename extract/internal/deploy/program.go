package deploy

import (
	"cmp"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
)

// program is a main package.
type program struct {
	dir    string // relative to the root
	module module
	names  []string // what it may be called, joined words, the likeliest first
}

// module is a Go module of the repository.
type module struct {
	dir  string
	path string // "" if its go.mod does not tell
}

// generic are words in names that say what something is, not which one.
var generic = []string{
	"cmd", "app", "apps", "main", "src", "bin", "internal", "service", "services", "svc", "srv", "api", "server",
	"ms", "micro", "microservice", "microservices", "go", "golang", "container", "deployment", "image", "build",
	"backend", "run", "start", "entrypoint", "dockerfile", "docker",
}

// programs finds all main packages below the root, sorted by folder.
func (s *System) findPrograms() []*program {
	modules := s.modules()
	byDir := map[string][]string{}
	for _, f := range s.repo.Files() {
		if strings.HasSuffix(f, ".go") && !strings.HasSuffix(f, "_test.go") {
			byDir[path.Dir(f)] = append(byDir[path.Dir(f)], f)
		}
	}
	var all []*program
	for dir, files := range byDir {
		if s.isMain(files) {
			all = append(all, newProgram(dir, "", modules))
		}
	}
	slices.SortFunc(all, func(a, b *program) int { return cmp.Compare(a.dir, b.dir) })
	return all
}

// isMain looks at the package clause of a few files of a folder.
func (s *System) isMain(files []string) bool {
	slices.SortFunc(files, func(a, b string) int { // main.go tells it at once
		return cmp.Or(-cmp.Compare(btoi(path.Base(a) == "main.go"), btoi(path.Base(b) == "main.go")), cmp.Compare(a, b))
	})
	for _, f := range files[:min(len(files), 3)] {
		head := s.repo.Head(f, 8<<10)
		file, err := parser.ParseFile(token.NewFileSet(), "", head, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil || file.Name == nil || strings.Contains(string(head), "//go:build ignore") {
			continue
		}
		return file.Name.Name == "main"
	}
	return false
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *System) findModules() []module {
	var all []module
	for _, f := range s.repo.Files() {
		if path.Base(f) == "go.mod" {
			m := module{dir: path.Dir(f)}
			for line := range strings.Lines(string(s.repo.Head(f, 64<<10))) {
				if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "module" {
					m.path = strings.Trim(fields[1], "\"`")
					break
				}
			}
			all = append(all, m)
		}
	}
	return all
}

// newProgram is the program in a folder. An empty binary is called as go build
// calls it.
func newProgram(dir, binary string, modules []module) *program {
	p := &program{dir: dir, module: module{dir: "."}}
	for _, m := range modules {
		if within(dir, m.dir) && len(m.dir) >= len(p.module.dir) || m.dir == "." && p.module.path == "" {
			p.module = m
		}
	}
	p.names = programNames(p, binary)
	return p
}

// programNames are the specific folder and those that lead to it: for
// orders/cmd/worker "worker", "ordersworker" and, less likely, "orders".
func programNames(p *program, binary string) []string {
	var names []string
	add := func(words ...string) {
		if name := strings.Join(words, ""); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	elements := strings.Split(p.dir, "/")
	if p.module.path != "" { // the folder of the root itself may have any name
		elements = append(strings.Split(path.Base(trimMajor(p.module.path)), "/"), relElements(p.dir, p.module.dir)...)
		if p.module.dir != "." {
			elements = append([]string{path.Base(p.module.dir)}, elements...)
		}
	}
	add(specific(tokens(binary))...)
	var below []string
	for i := len(elements) - 1; i >= 0; i-- {
		words := specific(tokens(elements[i]))
		if len(words) == 0 {
			continue
		}
		add(words...)
		if n := len(words); n <= len(below) && slices.Equal(words, below[:n]) {
			continue // orders/cmd/orders
		}
		below = append(slices.Clone(words), below...)
		add(below...)
	}
	add(tokens(path.Base(p.dir))...)
	return names
}

func trimMajor(p string) string {
	if base := path.Base(p); len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		return path.Dir(p)
	}
	return p
}

// relElements are the path elements of dir below base.
func relElements(dir, base string) []string {
	if base != "." {
		dir = strings.TrimPrefix(strings.TrimPrefix(dir, base), "/")
	}
	if dir == "" || dir == "." {
		return nil
	}
	return strings.Split(dir, "/")
}

// specific are the words that are not generic, and no environment's name.
func specific(words []string) []string {
	var out []string
	for _, w := range words {
		if _, env := environments[w]; !env && !slices.Contains(generic, w) {
			out = append(out, w)
		}
	}
	return out
}

// within says that a path is dir or below it.
func within(p, dir string) bool {
	return dir == "." || p == dir || strings.HasPrefix(p, dir+"/")
}
