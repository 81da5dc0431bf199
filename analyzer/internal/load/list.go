package load

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
)

// listers is how many go commands run at a time: each is parallel in itself.
const listers = 2

// listAll asks the go command about every target. A workspace that it refuses is
// split into its modules.
func (l *loader) listAll(targets []*target) []*target {
	results := make([][]*target, len(targets))
	slots := make(chan struct{}, listers)
	var wg sync.WaitGroup
	for i, t := range targets {
		wg.Add(1)
		go func() {
			defer wg.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			if l.ctx.Err() != nil {
				return
			}
			l.Progress(fmt.Sprintf("listing the packages of %s", t.name()))
			results[i] = l.listTarget(t)
		}()
	}
	wg.Wait()
	return slices.Concat(results...)
}

// listTarget fills in the packages of a target, with what means it takes, and
// returns it, or what it was split into.
func (l *loader) listTarget(t *target) []*target {
	if t.work != "off" {
		return l.listWorkspace(t)
	}
	l.listModule(t)
	return []*target{t}
}

// withCgo lists again with cgo on if cgo is off and a package has no other files.
func (l *loader) withCgo(t *target, pkgs []*listed, env []string, flags ...string) []*listed {
	if l.goEnv.CGO_ENABLED != "0" {
		return pkgs
	}
	var excluded []string
	for _, p := range pkgs {
		if p.excluded() && !p.Standard {
			excluded = append(excluded, p.ImportPath)
		}
	}
	if len(excluded) == 0 {
		return pkgs
	}
	again, err := l.list(t, append([]string{"CGO_ENABLED=1"}, env...), flags...)
	if err != nil {
		return pkgs
	}
	var needs []string
	for _, p := range again {
		if len(p.CgoFiles) > 0 && slices.Contains(excluded, p.ImportPath) {
			needs = append(needs, p.ImportPath)
		}
	}
	if len(needs) == 0 {
		return pkgs
	}
	l.problems.add(cgoOff(t, l.rel(t.dir), needs))
	return again
}

// name is how messages call the target: the path of its module, or of the
// workspace's first.
func (t *target) name() string {
	if len(t.modules) == 0 {
		return ""
	}
	return t.modules[0].path
}

// goVersion is the newest version that the target's modules ask for.
func (t *target) goVersion() string {
	return slices.MaxFunc(t.modules, func(a, b *module) int {
		return cmp.Or(compareGo(a.goVersion, b.goVersion), cmp.Compare(b.dir, a.dir))
	}).goVersion
}
