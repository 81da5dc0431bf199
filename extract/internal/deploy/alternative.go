package deploy

import (
	"path"
	"strings"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// Alternative is what another environment or deployment says.
type Alternative struct {
	config.Value
	// Env is the usual name of the environment, "" if it has none.
	Env string
}

// Alternatives are the other values that a variable has in other environments
// and deployments, the likeliest first.
func (u *Unit) Alternatives(key string) []Alternative {
	return u.alternatives(func(other *Unit) (config.Value, bool) { return other.Env(key) })
}

// FlagAlternatives are those of a flag on the command line.
func (u *Unit) FlagAlternatives(name string) []Alternative {
	return u.alternatives(func(other *Unit) (config.Value, bool) { return other.Flag(name) })
}

func (u *Unit) alternatives(get func(*Unit) (config.Value, bool)) []Alternative {
	var all []Alternative
	seen := map[string]bool{}
	if v, ok := get(u); ok {
		seen[v.Text] = true
	}
	for _, p := range u.others {
		v, ok := get(&Unit{sys: u.sys, program: u.program, process: p})
		if ok && !v.Secret && !seen[v.Text] {
			seen[v.Text] = true
			all = append(all, Alternative{v, p.env})
		}
	}
	return all
}

// FileAlternatives are the values that the same key has in files which are called
// like the one of a value, but for another environment's name: config.prod.yaml for
// config.yaml.
func (u *Unit) FileAlternatives(file string, line int) (key string, all []Alternative) {
	repo := u.sys.repo
	tree, err := repo.File(file)
	if err != nil {
		return "", nil
	}
	at, ok := tree.KeyAt(line)
	if !ok {
		return "", nil
	}
	own, _ := tree.Value(tree.Lookup(at...))
	seen := map[string]bool{own.Text: true}
	for _, f := range u.sys.variants()[withoutEnvironment(file)] {
		env := environmentOf(f)
		if f == file || env == environmentOf(file) {
			continue
		}
		other, err := repo.File(f)
		if err != nil {
			continue
		}
		if v, ok := other.Value(other.Lookup(at...)); ok && !v.Secret && !seen[v.Text] {
			seen[v.Text] = true
			all = append(all, Alternative{v, env})
		}
	}
	return strings.Join(at, "."), all
}

// findVariants groups the configuration files that differ in the names of
// environments only.
func (s *System) findVariants() map[string][]string {
	all := map[string][]string{}
	for _, f := range s.files(config.Known) {
		key := withoutEnvironment(f)
		all[key] = append(all[key], f)
	}
	return all
}

// withoutEnvironment is a path in words, without those that name an environment.
func withoutEnvironment(file string) string {
	return strings.Join(plainWords(tokens(strings.TrimSuffix(file, path.Ext(file)))), " ") + path.Ext(file)
}
