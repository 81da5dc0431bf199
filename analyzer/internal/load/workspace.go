package load

import (
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"
)

// workspace is a go.work file.
type workspace struct {
	file string
	uses []string // absolute folders of the modules that it lists
}

// workspaceOf returns the workspace that covers the module in dir: the closest
// go.work above, if it lists the module.
func (d *discovery) workspaceOf(dir string) *workspace {
	var file string
	switch d.goEnv.work {
	case "off":
		return nil
	case "", "auto":
		file = findUp(dir, "go.work")
	default:
		file = d.goEnv.work
	}
	if file == "" {
		return nil
	}
	w := d.workspace(file)
	if w == nil {
		return nil
	}
	for _, use := range w.uses {
		if use == dir {
			return w
		}
	}
	return nil
}

// workspace reads a go.work file; nil if it cannot be read.
func (d *discovery) workspace(file string) *workspace {
	if w, ok := d.works[file]; ok {
		return w
	}
	d.works[file] = nil
	data, err := os.ReadFile(file)
	if err != nil {
		d.problems.add(unreadable(d.rel(file), err))
		return nil
	}
	f, err := modfile.ParseWork(file, data, nil)
	if err != nil {
		d.problems.add(badModFile(d.rel(file), err))
		return nil
	}
	w := &workspace{file: file}
	for _, use := range f.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(file), dir)
		}
		w.uses = append(w.uses, filepath.Clean(dir))
	}
	d.works[file] = w
	return w
}
