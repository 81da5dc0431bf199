package load

import (
	"go/types"

	"github.com/flowvet/flowvet/extract"
)

// program is a unit as extract wants it.
func (l *loader) program(u *unit) *extract.Program {
	p := &extract.Program{
		Fset: l.fset, Root: l.Dir, Types: map[string]*types.Package{"unsafe": types.Unsafe}, Sizes: l.sizes(),
	}
	if v := u.goVersion(); v != "" {
		p.GoVersion = "go" + l.supported(v)
	}
	for _, m := range u.modules {
		p.Modules = append(p.Modules, extract.Module{Path: m.path, Dir: l.rel(m.dir)})
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
