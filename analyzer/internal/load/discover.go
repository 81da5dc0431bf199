package load

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// target is what one run of `go list` is about: a module, or the modules of a
// workspace.
type target struct {
	dir      string // where the go command runs: folder of go.mod or go.work
	work     string // go.work file, or "off"
	modules  []*module
	patterns []string

	packages []*listed // the answer
	failed   bool      // there is none
}

// module is a module of the user's own.
type module struct {
	path      string
	dir       string
	goVersion string // as go.mod says: "1.22"
}

func compareModules(a, b *module) int { return cmp.Compare(a.dir, b.dir) }

// discover turns the arguments into targets, ordered by folder.
func (l *loader) discover() ([]*target, error) {
	d := discovery{loader: l, targets: map[[2]string]*target{}, byDir: map[string]*module{}, works: map[string]*workspace{}}
	for _, arg := range l.Args {
		if err := d.argument(arg); err != nil {
			return nil, err
		}
	}
	for _, m := range d.byDir {
		if m != nil {
			l.modules = append(l.modules, m)
		}
	}
	slices.SortFunc(l.modules, compareModules)
	targets := make([]*target, 0, len(d.targets))
	for _, t := range d.targets {
		slices.Sort(t.patterns)
		t.patterns = slices.Compact(t.patterns)
		slices.SortFunc(t.modules, compareModules)
		targets = append(targets, t)
	}
	slices.SortFunc(targets, func(a, b *target) int {
		return cmp.Or(cmp.Compare(a.dir, b.dir), cmp.Compare(a.work, b.work))
	})
	return targets, nil
}

type discovery struct {
	*loader
	targets map[[2]string]*target
	byDir   map[string]*module // by folder; nil when go.mod is of no use
	works   map[string]*workspace
}

func (d *discovery) argument(arg string) error {
	path := arg
	if !filepath.IsAbs(path) {
		path = filepath.Join(d.Dir, arg)
	}
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return d.folder(filepath.Clean(path))
	case err == nil:
		return fmt.Errorf("%w: %s is a file; name its folder", ErrUsage, arg)
	case strings.Contains(arg, "...") && isPath(arg):
		return d.pathPattern(path, arg)
	case isPath(arg):
		return fmt.Errorf("%w: there is no folder %s", ErrUsage, arg)
	}
	return d.pattern(d.Dir, arg, arg)
}

// isPath tells ./x, ../x and /x from import paths as the go command does.
func isPath(arg string) bool {
	s := filepath.ToSlash(arg)
	return filepath.IsAbs(arg) || s == "." || s == ".." || strings.HasPrefix(s, "./") ||
		strings.HasPrefix(s, "../") || s == "..."
}

// pathPattern adds a pattern like ./x/... in the module that x lies in.
func (d *discovery) pathPattern(path, arg string) error {
	base := path[:strings.Index(path, "...")]
	if !strings.HasSuffix(base, string(filepath.Separator)) {
		base = filepath.Dir(base)
	}
	base = filepath.Clean(base)
	if _, err := os.Stat(base); err != nil {
		return fmt.Errorf("%w: there is no folder for %s", ErrUsage, arg)
	}
	return d.pattern(base, path, arg)
}

// pattern adds a package pattern in the module around base.
func (d *discovery) pattern(base, pattern, arg string) error {
	d.named = append(d.named, base)
	m := d.moduleAbove(base)
	if m == nil {
		d.problems.add(noModule(d.rel(base), arg))
		return nil
	}
	t := d.target(m)
	if filepath.IsAbs(pattern) {
		pattern = relPattern(t.dir, pattern)
	}
	t.patterns = append(t.patterns, pattern)
	return nil
}

// folder adds every module under a folder, and what lies in the folder itself if
// it is part of a module above.
func (d *discovery) folder(root string) error {
	d.named = append(d.named, root)
	dirs, mods, err := walk(d.ctx, root)
	if err != nil {
		return fmt.Errorf("reading %s: %w", d.rel(root), err)
	}
	for _, dir := range mods {
		if m := d.module(dir); m != nil {
			t := d.target(m)
			t.patterns = append(t.patterns, relPattern(t.dir, filepath.Join(m.dir, "...")))
		}
	}
	loose := outside(dirs, mods)
	if len(loose) == 0 {
		if len(mods) == 0 {
			d.problems.add(noGoFiles(d.rel(root)))
		}
		return nil
	}
	if m := d.moduleAbove(root); m != nil {
		t := d.target(m)
		t.patterns = append(t.patterns, relPattern(t.dir, filepath.Join(root, "...")))
		return nil
	}
	d.problems.add(noModule(d.rel(loose[0]), ""))
	return nil
}

// walk returns the folders under root that have Go files and those that have a
// go.mod, parents before children.
func walk(ctx interface{ Err() error }, root string) (goDirs, mods []string, err error) {
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		name := e.Name()
		switch {
		case err != nil && path == root:
			return err
		case err != nil: // a folder that cannot be read has nothing to say
			return fs.SkipDir
		case e.IsDir() && path != root && leftOut(name):
			return fs.SkipDir
		case e.IsDir():
		case name == "go.mod":
			mods = append(mods, filepath.Dir(path))
		case strings.HasSuffix(name, ".go"):
			if dir := filepath.Dir(path); len(goDirs) == 0 || goDirs[len(goDirs)-1] != dir {
				goDirs = append(goDirs, dir)
			}
		}
		return nil
	})
	slices.Sort(goDirs)
	slices.Sort(mods)
	return slices.Compact(goDirs), mods, err
}

// leftOut says which folders are not looked into unless they are named.
func leftOut(name string) bool {
	return name == "vendor" || name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".")
}

// outside returns the folders that lie in none of the modules.
func outside(dirs, mods []string) []string {
	return slices.DeleteFunc(dirs, func(dir string) bool {
		return slices.ContainsFunc(mods, func(mod string) bool { return isUnder(dir, mod) })
	})
}

// isUnder says whether path is dir or lies in it.
func isUnder(path, dir string) bool {
	rest, ok := strings.CutPrefix(path, dir)
	return ok && (rest == "" || rest[0] == filepath.Separator || strings.HasSuffix(dir, string(filepath.Separator)))
}

// relPattern writes an absolute pattern as the go command wants it in dir.
func relPattern(dir, pattern string) string {
	rel, err := filepath.Rel(dir, pattern)
	if err != nil {
		return pattern
	}
	rel = filepath.ToSlash(rel)
	if rel == ".." || strings.HasPrefix(rel, "../") {
		return rel
	}
	return "./" + rel
}

// target returns the target that loads m: its workspace's if that lists m.
func (d *discovery) target(m *module) *target {
	key := [2]string{m.dir, "off"}
	if w := d.workspaceOf(m.dir); w != nil {
		key = [2]string{filepath.Dir(w.file), w.file}
	}
	t := d.targets[key]
	if t == nil {
		t = &target{dir: key[0], work: key[1]}
		d.targets[key] = t
	}
	if !slices.Contains(t.modules, m) {
		t.modules = append(t.modules, m)
	}
	return t
}

// moduleAbove returns the module that dir lies in.
func (d *discovery) moduleAbove(dir string) *module {
	file := findUp(dir, "go.mod")
	if file == "" {
		return nil
	}
	return d.module(filepath.Dir(file))
}

// module reads the go.mod in dir. An empty one only marks a folder as no part of
// the module around it.
func (d *discovery) module(dir string) *module {
	if m, ok := d.byDir[dir]; ok {
		return m
	}
	d.byDir[dir] = nil
	file := filepath.Join(dir, "go.mod")
	data, err := os.ReadFile(file)
	if err != nil {
		d.problems.add(unreadable(d.rel(file), err))
		return nil
	}
	if len(strings.TrimSpace(string(data))) == 0 {
		return nil
	}
	f, err := modfile.ParseLax(file, data, nil)
	if err != nil || f.Module == nil {
		d.problems.add(badModFile(d.rel(file), err))
		return nil
	}
	m := &module{path: f.Module.Mod.Path, dir: dir}
	if f.Go != nil {
		m.goVersion = f.Go.Version
	}
	d.byDir[dir] = m
	return m
}

// findUp returns the file of that name in dir or the closest folder above.
func findUp(dir, name string) string {
	for {
		file := filepath.Join(dir, name)
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
