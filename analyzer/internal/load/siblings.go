package load

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// withSiblings lists a module again, together with modules of the same system that
// it imports but cannot find: their go.work is often not checked in.
func (l *loader) withSiblings(t *target, pkgs []*listed) []*listed {
	var with []*module
	for {
		found := l.siblings(t, pkgs)
		if found = slices.DeleteFunc(found, func(m *module) bool { return slices.Contains(with, m) }); len(found) == 0 {
			break
		}
		with = append(with, found...)
		again, err := l.listWith(t, with)
		if err != nil {
			return pkgs
		}
		pkgs = again
	}
	if len(with) > 0 {
		l.problems.add(siblingsUsed(t, l.rel(t.dir), with))
	}
	return pkgs
}

// siblings returns the modules of the system that lack in a listing.
func (l *loader) siblings(t *target, pkgs []*listed) []*module {
	var found []*module
	for _, p := range pkgs {
		if p.Dir != "" || p.Error == nil {
			continue
		}
		var best *module
		for _, m := range l.modules {
			inside := p.ImportPath == m.path || strings.HasPrefix(p.ImportPath, m.path+"/")
			if inside && !slices.Contains(t.modules, m) && (best == nil || len(m.path) > len(best.path)) {
				best = m
			}
		}
		if best != nil && !slices.Contains(found, best) {
			found = append(found, best)
		}
	}
	return found
}

// listWith lists a module in a workspace made up of it and others.
func (l *loader) listWith(t *target, with []*module) ([]*listed, error) {
	tmp, err := os.MkdirTemp("", "flowvet-*")
	if err != nil {
		return nil, fmt.Errorf("folder for a go.work: %w", err)
	}
	defer os.RemoveAll(tmp)
	f := &modfile.WorkFile{Syntax: &modfile.FileSyntax{}}
	goVersion := "1.18"
	for _, m := range slices.Concat(t.modules, with) {
		if v := cmp.Or(m.goVersion, goVersion); compareGo(v, goVersion) > 0 {
			goVersion = v
		}
		if err := f.AddUse(filepath.ToSlash(m.dir), ""); err != nil {
			return nil, err
		}
	}
	if err := f.AddGoStmt(goVersion); err != nil {
		return nil, err
	}
	work := filepath.Join(tmp, "go.work")
	if err := os.WriteFile(work, modfile.Format(f.Syntax), 0o600); err != nil {
		return nil, err
	}
	return l.list(t, []string{"GOWORK=" + work})
}
