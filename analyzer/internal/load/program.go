package load

import (
	"go/types"
	"path/filepath"
	"slices"

	"github.com/flowvet/flowvet/extract"
)

// program is a unit as extract wants it.
func (l *loader) program(u *unit) *extract.Program {
	root := l.root()
	p := &extract.Program{
		Fset: l.fset, Root: root, Named: l.named, Types: map[string]*types.Package{"unsafe": types.Unsafe}, Sizes: l.sizes(),
	}
	if v := u.goVersion(); v != "" {
		p.GoVersion = "go" + l.supported(v)
	}
	for _, m := range u.modules {
		p.Modules = append(p.Modules, extract.Module{Path: m.path, Dir: relTo(root, m.dir)})
	}
	needed := u.needed()
	for _, m := range u.members {
		switch {
		case m.full:
			p.Packages = append(p.Packages, &extract.Package{
				Path: m.path, Dir: m.listed.Dir, Types: m.types, Info: m.info, Files: m.syntax,
				Own: m.own, Main: m.main, IllTyped: m.illTyped,
			})
		case needed[m.node]:
			p.Types[m.path] = m.types
		}
	}
	return p
}

// root is the folder that a program is seen from: the start folder, or if the
// arguments name anything outside it, the closest that has all of it.
func (l *loader) root() string {
	dirs := slices.Clone(l.named)
	for _, m := range l.modules {
		dirs = append(dirs, m.dir)
	}
	if !slices.ContainsFunc(l.named, func(dir string) bool { return !isUnder(dir, l.Dir) }) {
		return l.Dir
	}
	root := dirs[0]
	for _, dir := range dirs {
		for !isUnder(dir, root) {
			root = filepath.Dir(root)
		}
	}
	if root == filepath.Dir(root) { // not the whole file system
		return l.Dir
	}
	return root
}

// needed returns what was read for a unit.
func (u *unit) needed() map[*node]bool {
	needed := map[*node]bool{}
	var visit func(n *node)
	visit = func(n *node) {
		if needed[n] {
			return
		}
		needed[n] = true
		for _, dep := range n.needs {
			visit(dep)
		}
	}
	for _, m := range u.members {
		if m.full {
			visit(m.node)
		}
	}
	return needed
}
