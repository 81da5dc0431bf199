package load

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// report says what is wrong with a unit: patterns that match nothing, imports
// that are not there, and errors in the user's own packages.
func (l *loader) report(u *unit) {
	l.reportPatterns(u)
	unexplained := 0
	for _, m := range u.members {
		if !m.own {
			continue
		}
		if l.reportErrors(m) || m.mended == 0 {
			continue
		}
		if m.cgo {
			l.problems.add(usesCgo(m.path, l.rel(m.listed.Dir), m.mended))
		} else {
			unexplained += m.mended
		}
	}
	l.reportAbsent(u, unexplained)
}

func (l *loader) reportPatterns(u *unit) {
	if u.failed {
		return
	}
	matched := false
	for _, p := range u.byPath {
		switch {
		case p.DepOnly:
		case p.found():
			matched = true
		case p.Dir == "" && p.Error != nil:
			l.problems.add(noSuchPackage(p.ImportPath, p.Error.Err))
			matched = true
		}
	}
	if !matched {
		l.problems.add(noMatch(l.rel(u.dir), u.patterns))
	}
}

// reportErrors says what is wrong inside a package, in one line for each file
// with bad syntax, else in one for the package. It returns whether there is
// anything.
func (l *loader) reportErrors(m member) bool {
	byKind := map[errorKind][]sourceError{}
	for _, e := range m.errs {
		byKind[e.kind] = append(byKind[e.kind], e)
	}
	for _, e := range byKind[unreadableFile] {
		l.problems.add(Problem{Package: m.path, File: l.rel(e.file), Msg: "cannot be read: " + oneLine(e.msg)})
	}
	for _, e := range byKind[otherName] {
		l.problems.add(otherPackage(m.path, l.rel(e.file), e.msg))
	}
	if syntax := byKind[badSyntax]; len(syntax) > 0 {
		slices.SortStableFunc(syntax, sourceError.compare)
		for i := 0; i < len(syntax); {
			first := syntax[i]
			next := i + 1
			for next < len(syntax) && syntax[next].file == first.file {
				next++
			}
			l.problems.add(syntaxError(m.path, l.rel(first.file), first.line, first.msg, next-i-1))
			i = next
		}
	} else if bad := byKind[badTypes]; len(bad) > 0 {
		first := slices.MinFunc(bad, func(a, b sourceError) int {
			return cmp.Or(compareBool(a.soft, b.soft), a.compare(b))
		})
		l.problems.add(typeErrors(m.path, l.rel(first.file), first.line, first.msg, len(bad)-1, m.mended))
	}
	return len(m.errs) > 0
}

func (e sourceError) compare(f sourceError) int {
	return cmp.Or(cmp.Compare(e.file, f.file), cmp.Compare(e.line, f.line))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// reportAbsent names the imports that could not be had, in one line for each
// cause; mended is the number of functions that are read in part for it.
func (l *loader) reportAbsent(u *unit, mended int) {
	missing, unknown, excluded := map[string]string{}, map[string]string{}, map[string]string{}
	needed := u.needed()
	for _, m := range u.members {
		if !needed[m.node] {
			continue
		}
		var cycle []string
		for _, path := range m.absent {
			switch p := u.byPath[path]; {
			case p != nil && p.found():
				cycle = append(cycle, path)
			case p != nil && p.excluded():
				excluded[path] = ""
			case p == nil || p.Error == nil || isUnknown(p.Error.Err):
				unknown[path] = ""
			default:
				missing[path] = p.Error.Err
			}
		}
		if len(cycle) > 0 && m.own {
			l.problems.add(importCycle(m.path, cycle))
		}
	}
	where := l.rel(u.dir)
	if len(missing) > 0 {
		paths := sortedKeys(missing)
		l.problems.add(missingPackages(u.target, where, paths, missing[paths[0]], mended))
		mended = 0
	}
	if len(unknown) > 0 {
		l.problems.add(unknownPackages(u.target, where, sortedKeys(unknown), mended))
		mended = 0
	}
	if len(excluded) > 0 {
		l.problems.add(excludedPackages(u.target, where, sortedKeys(excluded), mended))
	}
}

// isUnknown tells a package that no required module has from one whose module is
// not on this machine.
func isUnknown(err string) bool {
	for _, s := range []string{"no required module provides", "cannot find module providing", "is not in std"} {
		if strings.Contains(err, s) {
			return true
		}
	}
	return false
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
