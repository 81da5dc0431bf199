package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// The go command refuses a module as a whole when its go.mod asks for a newer Go,
// is not tidy, or needs a go.mod that cannot be had. Nothing of that matters
// for reading the code, so the command then gets a corrected copy of go.mod; the
// user's files stay as they are.

var asksNewerGo = regexp.MustCompile(`(\S+) requires go >= (\S+) \(running go (\S+);`)

// listModule lists a module that is in no workspace.
func (l *loader) listModule(t *target) {
	pkgs, err := l.list(t, nil)
	if err == nil {
		pkgs, err = l.without(pkgs, nil, func(b barred) ([]*listed, error) { return l.listCopy(t, b) })
	}
	refused := new(goListError)
	switch {
	case err == nil && !slices.ContainsFunc(pkgs, lacksSum):
	case err == nil:
		pkgs = l.completeSums(t, pkgs)
	case errors.As(err, &refused):
		pkgs = l.listRefused(t, refused)
	case l.ctx.Err() == nil:
		l.problems.add(listFailed(t, l.rel(t.dir), err.Error()))
	}
	t.failed = pkgs == nil && err != nil
	t.packages = l.withCgo(t, l.withSiblings(t, pkgs), nil)
}

// lacksSum says whether a package is only missing because go.sum does not list
// its module, which may be there nevertheless.
func lacksSum(p *listed) bool {
	return p.Error != nil && strings.Contains(p.Error.Err, missingSum)
}

const missingSum = "missing go.sum entry"

// completeSums lists again with a go.sum that the go command may complete.
func (l *loader) completeSums(t *target, pkgs []*listed) []*listed {
	again, err := l.listCopy(t, nil)
	if err != nil || absent(again) >= absent(pkgs) {
		return pkgs
	}
	l.problems.add(incompleteSums(t, l.rel(t.dir)))
	return again
}

// absent counts the packages that are not on this machine.
func absent(pkgs []*listed) (n int) {
	for _, p := range pkgs {
		if p.Dir == "" {
			n++
		}
	}
	return n
}

// listRefused lists a module after the go command refused it. It returns nil if
// nothing helps.
func (l *loader) listRefused(t *target, refused *goListError) []*listed {
	if _, err := os.Stat(filepath.Join(t.dir, "vendor", "modules.txt")); err == nil {
		// Modules older than go 1.14 are not vendored by default.
		if pkgs, err := l.list(t, nil, "-mod=vendor"); err == nil {
			return pkgs
		}
	}
	pkgs, err := l.listCopy(t, nil)
	pkgs, err = l.without(pkgs, err, func(b barred) ([]*listed, error) { return l.listCopy(t, b) })
	where := l.rel(t.dir)
	switch m := asksNewerGo.FindStringSubmatch(refused.stderr); {
	case m != nil:
		l.problems.add(newerGo(t, where, m[1], m[2], m[3]))
	case err != nil:
		l.problems.add(listFailed(t, where, refused.Error()))
	case !strings.Contains(refused.stderr, missingSum):
		l.problems.add(repaired(t, where, refused.Error()))
	case absent(pkgs) == 0:
		l.problems.add(incompleteSums(t, where))
	}
	return pkgs
}

// listCopy lists a module by a corrected copy of its go.mod, with empty modules for
// those that cannot be had.
func (l *loader) listCopy(t *target, without barred) ([]*listed, error) {
	tmp, err := os.MkdirTemp("", "flowvet-*")
	if err != nil {
		return nil, fmt.Errorf("folder for a copy of go.mod: %w", err)
	}
	defer os.RemoveAll(tmp)
	copied := filepath.Join(tmp, "go.mod")
	// From go 1.17 on, the go.mod files of dependencies are read only when needed.
	if err := l.copyModFile(copied, filepath.Join(t.dir, "go.mod"), "1.17", without); err != nil {
		return nil, err
	}
	if err := copyFile(filepath.Join(tmp, "go.sum"), filepath.Join(t.dir, "go.sum")); err != nil {
		return nil, err
	}
	// With -mod=mod the go command would look for modules that nobody requires,
	// if it could.
	flags := []string{"-mod=mod", "-modfile=" + copied}
	pkgs, err := l.listOnce(t, offline, flags...)
	if !l.mayDownload(pkgs, err) {
		return pkgs, err
	}
	l.Progress(fmt.Sprintf("downloading the modules of %s", t.name()))
	if _, _, err := l.goCommand(t.dir, []string{"GOWORK=off"}, "mod", "download", flags[1]); err != nil && l.ctx.Err() != nil {
		return nil, err
	} // what else it says is said of the packages that it lacks
	return l.listOnce(t, offline, flags...)
}

// copyModFile copies a go.mod, with its Go version raised to a least one and
// lowered to what is supported.
func (l *loader) copyModFile(to, from, least string, without barred) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := modfile.ParseLax(from, data, nil)
	if err != nil {
		return err
	}
	goVersion := least
	if f.Go != nil && compareGo(f.Go.Version, least) > 0 {
		goVersion = l.supported(f.Go.Version)
	}
	if err := f.AddGoStmt(goVersion); err != nil {
		return err
	}
	f.DropToolchainStmt()
	if err := without.replace(filepath.Dir(to), f.AddReplace); err != nil {
		return err
	}
	if data, err = f.Format(); err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o600)
}

// listWorkspace lists the modules of a workspace by a copy of go.work, since the
// go command may write a go.work.sum beside it. If it is refused nevertheless, its
// modules are listed one by one.
func (l *loader) listWorkspace(t *target) []*target {
	var err error
	if _, statErr := os.Stat(filepath.Join(t.dir, "vendor", "modules.txt")); statErr == nil {
		t.packages, err = l.list(t, nil) // a vendored workspace is tied to its folder, and not written to
	} else {
		t.packages, err = l.listWorkCopy(t, nil)
		t.packages, err = l.without(t.packages, err, func(b barred) ([]*listed, error) { return l.listWorkCopy(t, b) })
	}
	if err == nil || l.ctx.Err() != nil {
		return []*target{t}
	}
	l.problems.add(workspaceRefused(t, l.rel(t.work), err.Error()))
	var split []*target
	for _, m := range t.modules {
		one := &target{dir: m.dir, work: "off", modules: []*module{m}, patterns: []string{"./..."}}
		l.listModule(one)
		split = append(split, one)
	}
	return split
}

func (l *loader) listWorkCopy(t *target, without barred) ([]*listed, error) {
	tmp, err := os.MkdirTemp("", "flowvet-*")
	if err != nil {
		return nil, fmt.Errorf("folder for a copy of go.work: %w", err)
	}
	defer os.RemoveAll(tmp)
	w := workCopy{loader: l, target: t, tmp: tmp, without: without, overlay: map[string]string{}}
	copied, err := w.write()
	if err != nil {
		return nil, err
	}
	flags, err := w.flags()
	if err != nil {
		return nil, err
	}
	env := []string{"GOWORK=" + copied}
	pkgs, err := l.list(t, env, flags...)
	if err != nil {
		return nil, err
	}
	return l.withCgo(t, pkgs, env, flags...), nil
}

// workCopy is a copy of a go.work with absolute paths, without modules that are
// not there, with the Go version of its newest module, and with empty modules for those
// that cannot be had. Modules that ask for a
// Go that is not there are overlaid with a copy that does not.
type workCopy struct {
	*loader
	*target
	tmp       string
	without   barred
	goVersion string
	overlay   map[string]string
}

func (w *workCopy) write() (copied string, err error) {
	data, err := os.ReadFile(w.work)
	if err != nil {
		return "", err
	}
	f, err := modfile.ParseWork(w.work, data, nil)
	if err != nil {
		return "", err
	}
	if f.Go != nil {
		w.raise(f.Go.Version)
	}
	for _, use := range slices.Clone(f.Use) {
		if err := w.use(f, use.Path); err != nil {
			return "", err
		}
	}
	for _, r := range slices.Clone(f.Replace) {
		if r.New.Version == "" {
			if err := f.AddReplace(r.Old.Path, r.Old.Version, w.abs(r.New.Path), ""); err != nil {
				return "", err
			}
		}
	}
	if err := w.without.replace(w.tmp, f.AddReplace); err != nil {
		return "", err
	}
	f.DropToolchainStmt()
	f.Cleanup()
	if w.goVersion != "" {
		if err := f.AddGoStmt(w.goVersion); err != nil {
			return "", err
		}
	}
	copied = filepath.Join(w.tmp, "go.work")
	if err := os.WriteFile(copied, modfile.Format(f.Syntax), 0o600); err != nil {
		return "", err
	}
	return copied, copyFile(copied+".sum", w.work+".sum")
}

// use corrects one module that the workspace lists.
func (w *workCopy) use(f *modfile.WorkFile, path string) error {
	if err := f.DropUse(path); err != nil {
		return err
	}
	dir := w.abs(path)
	mod := filepath.Join(dir, "go.mod")
	data, err := os.ReadFile(mod)
	if err != nil {
		w.problems.add(danglingUse(w.target, w.rel(w.work), path))
		return nil
	}
	if m, err := modfile.ParseLax(mod, data, nil); err == nil && m.Go != nil {
		w.raise(m.Go.Version)
		if v := w.supported(m.Go.Version); v != m.Go.Version {
			w.problems.add(newerGo(w.target, w.rel(dir), "go.mod", m.Go.Version, strings.TrimPrefix(w.goEnv.GOVERSION, "go")))
			w.overlay[mod] = filepath.Join(w.tmp, fmt.Sprintf("go%d.mod", len(w.overlay)))
			if err := w.copyModFile(w.overlay[mod], mod, v, nil); err != nil {
				return err
			}
		}
	}
	return f.AddUse(dir, "")
}

func (w *workCopy) raise(goVersion string) {
	if goVersion = w.supported(goVersion); compareGo(goVersion, w.goVersion) > 0 {
		w.goVersion = goVersion
	}
}

func (w *workCopy) abs(path string) string {
	if path = filepath.FromSlash(path); !filepath.IsAbs(path) {
		path = filepath.Join(w.dir, path)
	}
	return filepath.ToSlash(path)
}

// flags makes the go command read the overlay, if there is one.
func (w *workCopy) flags() ([]string, error) {
	if len(w.overlay) == 0 {
		return nil, nil
	}
	data, err := json.Marshal(map[string]any{"Replace": w.overlay})
	if err != nil {
		return nil, err
	}
	name := filepath.Join(w.tmp, "overlay.json")
	return []string{"-overlay=" + name}, os.WriteFile(name, data, 0o600)
}

// copyFile copies a file, if it is there.
func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o600)
}

// supported lowers a Go version, as in go.mod, to the newest that both the go
// command and this program's type checker know.
func (l *loader) supported(v string) string {
	for _, have := range []string{l.goEnv.GOVERSION, runtime.Version()} {
		if lang := version.Lang(have); lang != "" && version.Compare("go"+v, have) > 0 {
			v = lang[len("go"):]
		}
	}
	return v
}

// compareGo compares Go versions as they stand in go.mod.
func compareGo(a, b string) int { return version.Compare("go"+a, "go"+b) }
