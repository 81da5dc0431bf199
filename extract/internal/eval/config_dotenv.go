package eval

import (
	"go/types"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// .env files that the program loads into its environment itself.

func loadDotEnv(c *apiCall) []Set {
	for _, name := range c.dotEnvNames() {
		c.a.m.loadDotEnv(name, strings.EqualFold(c.fn.Name(), "Overload"))
	}
	return c.out
}

// loadDotEnv sets the variables of a .env file, over those that are set only if it
// is told to.
func (m *machine) loadDotEnv(name string, over bool) {
	tree := m.dotEnv(name)
	for _, e := range tree.Root().Entries() {
		v, ok := tree.Value(e.Value)
		_, have := m.environment(e.Key)
		switch {
		case ok && over:
			m.settings.force(e.Key, valueText(e.Key, v))
		case ok && !have:
			m.settings.env[e.Key] = valueText(e.Key, v)
		}
	}
}

// autoload loads the .env file of any program that imports it.
const autoload = "github.com/joho/godotenv/autoload"

// imports says whether a package imports another one, itself or through others.
func imports(pkg *types.Package, path string) bool {
	seen := map[*types.Package]bool{}
	var visit func(*types.Package) bool
	visit = func(p *types.Package) bool {
		if seen[p] {
			return false
		}
		seen[p] = true
		return p.Path() == path || slices.ContainsFunc(p.Imports(), visit)
	}
	return visit(pkg)
}

func (c *apiCall) dotEnvNames() []string {
	var names []string
	for _, e := range c.variadic(0) {
		if name, ok := e.settledText(); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		names = []string{".env"}
	}
	return names
}

// readDotEnv gives the variables of a file without setting them.
func readDotEnv(c *apiCall) []Set {
	o := c.a.m.object(c.a, c.at, c.sig.Results().At(0).Type())
	for _, name := range c.dotEnvNames() {
		tree := c.a.m.dotEnv(name)
		if tree == nil {
			return nil
		}
		for _, e := range tree.Root().Entries() {
			if v, ok := tree.Value(e.Value); ok {
				c.a.mapUpdate(one(Ref{o, ""}), text(e.Key), one(valueText(e.Key, v)))
			}
		}
	}
	c.out[0] = one(Ref{o, ""})
	return c.out
}

// dotEnv is a .env file that the program loads, or where only that is checked in,
// the example of it.
func (m *machine) dotEnv(name string) *config.Tree {
	if m.unit == nil {
		return nil
	}
	for _, n := range config.DotEnvNames(name) {
		if path, ok := m.unit.Resolve(n); ok {
			if tree, err := m.prog.Repo.FileAs(path, "env"); err == nil {
				return tree
			}
		}
	}
	return nil
}
