package load

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	modules "golang.org/x/mod/module"
)

// A module that cannot be had, such as a company's private one, may keep the go
// command from finding any other: it reads the go.mod of each to choose versions. Then
// it is replaced by an empty one in the copy that the go command gets.

// maxBarred bounds the modules that are replaced: each takes one more listing.
const maxBarred = 12

// barred maps modules that cannot be had to what the go command says of them.
type barred map[modules.Version]string

var ofModule = regexp.MustCompile(`(?:^|\s)([^\s@]+)@(v[^\s:]+): `)

// without lists again as often as another module is found that keeps packages of
// others away. It returns the fullest answer.
func (l *loader) without(pkgs []*listed, err error, list func(barred) ([]*listed, error)) ([]*listed, error) {
	out := barred{}
	now, nowErr := pkgs, err
	for len(out) < maxBarred && l.ctx.Err() == nil {
		m, why := keepsAway(now, nowErr)
		if m.Path == "" || out[m] != "" {
			break
		}
		out[m] = why
		now, nowErr = list(out)
		if nowErr == nil && (err != nil || absent(now) < absent(pkgs)) {
			pkgs, err = now, nil
		}
	}
	out.explain(pkgs)
	return pkgs, err
}

// keepsAway is a module that cannot be had, for which packages of others are not
// found, and the error that says so.
func keepsAway(pkgs []*listed, err error) (m modules.Version, why string) {
	if refused := new(goListError); errors.As(err, &refused) {
		return versionIn(refused.stderr), refused.Error()
	}
	for _, p := range pkgs {
		if p.Dir != "" || p.Error == nil || lacksSum(p) {
			continue
		}
		if m := versionIn(p.Error.Err); m.Path != "" && !inModule(p.ImportPath, m.Path) {
			return m, p.Error.Err
		}
	}
	return m, ""
}

// versionIn is the module that an error is about.
func versionIn(err string) (m modules.Version) {
	if at := ofModule.FindStringSubmatch(err); at != nil {
		m = modules.Version{Path: at[1], Version: at[2]}
	}
	return m
}

func inModule(pkg, module string) bool {
	return pkg == module || strings.HasPrefix(pkg, module+"/")
}

// explain gives the packages of replaced modules the error that they had before.
func (b barred) explain(pkgs []*listed) {
	for _, p := range pkgs {
		for _, m := range b.sorted() {
			if p.Dir == "" && p.Error != nil && inModule(p.ImportPath, m.Path) {
				p.Error.Err = b[m]
			}
		}
	}
}

// replace adds replacements by empty modules, which it writes below a folder.
func (b barred) replace(tmp string, add func(path, version, newPath, newVersion string) error) error {
	for i, m := range b.sorted() {
		dir := filepath.Join(tmp, fmt.Sprintf("barred%d", i))
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+modfile.AutoQuote(m.Path)+"\n"), 0o600); err != nil {
			return err
		}
		if err := add(m.Path, m.Version, filepath.ToSlash(dir), ""); err != nil {
			return err
		}
	}
	return nil
}

func (b barred) sorted() []modules.Version {
	return slices.SortedFunc(maps.Keys(b), func(x, y modules.Version) int {
		return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Version, y.Version))
	})
}
