package graph

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// generic are folder names that say nothing about the service in them.
var generic = map[string]bool{
	"": true, ".": true, "..": true,
	"cmd": true, "cmds": true, "main": true, "src": true, "internal": true, "bin": true, "pkg": true,
	"server": true, "service": true, "app": true, "run": true, "serve": true, "start": true,
	"command-line-arguments": true,
}

// majorVersion is the last element of an import path that is no name either.
var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// saysLittle is true of generic names and, below a folder that says more, of api.
func saysLittle(elements []string, i int) bool {
	name := strings.ToLower(elements[i])
	if name == "api" {
		return i > 0 && !saysLittle(elements, i-1)
	}
	return generic[name] || majorVersion.MatchString(name)
}

// serviceNames gives each service a short, unique name that a human would put on
// its box: the last folder that says something, with more of the path where two
// would be called the same.
func serviceNames(services []Service) []string {
	paths := make([]servicePath, len(services))
	for i, s := range services {
		paths[i] = newServicePath(s)
	}
	names := make([]string, len(services))
	for _, group := range clashing(paths) {
		for i, name := range distinct(paths, group) {
			names[group[i]] = name
		}
	}
	number(names)
	return names
}

// clashing groups services that have the same shortest name.
func clashing(paths []servicePath) [][]int {
	var groups [][]int
	at := map[string]int{}
	for i, p := range paths {
		name := p.compact(1)
		g, ok := at[name]
		if !ok {
			g = len(groups)
			at[name] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	return groups
}

// distinct lengthens the names of a group until they differ.
func distinct(paths []servicePath, group []int) []string {
	longest := 1
	for _, i := range group {
		longest = max(longest, len(paths[i].telling))
	}
	names := make([]string, len(group))
	for size := 1; size <= longest; size++ {
		for _, form := range []func(servicePath, int) string{servicePath.compact, servicePath.full} {
			for n, i := range group {
				names[n] = form(paths[i], size)
			}
			if allDiffer(names) {
				return names
			}
		}
	}
	return names
}

func allDiffer(names []string) bool {
	seen := make(map[string]bool, len(names))
	for _, n := range names {
		if seen[n] {
			return false
		}
		seen[n] = true
	}
	return true
}

// number makes names unique that no path tells apart.
func number(names []string) {
	taken := make(map[string]bool, len(names))
	for _, name := range names {
		taken[name] = true
	}
	seen := make(map[string]int, len(names))
	for i, name := range names {
		seen[name]++
		if seen[name] == 1 {
			continue
		}
		for taken[names[i]] {
			names[i] = name + "-" + strconv.Itoa(seen[name])
			seen[name]++
		}
		taken[names[i]] = true
	}
}

// servicePath is where a service stands: the elements of its import path that are
// no folders below the root, those that are, and its command.
type servicePath struct {
	elements []string
	telling  []int // indexes of the elements that say something, never empty
}

func newServicePath(s Service) servicePath {
	dir, pkg := split(s.Dir), split(s.Package)
	var file []string
	if n := len(pkg) - 1; n > 0 && alike(dir, pkg) == 0 && alike(dir, pkg[:n]) > 0 {
		pkg, file = pkg[:n], pkg[n:] // one of several mains in a folder
	}
	p := servicePath{elements: slices.Concat(pkg[:len(pkg)-alike(dir, pkg)], dir, file)}
	given, command := title(s)
	if command != "" {
		p.elements = append(p.elements, command)
	}
	for i := range p.elements {
		if !saysLittle(p.elements, i) {
			p.telling = append(p.telling, i)
		}
	}
	if given != "" {
		p.elements = append(p.elements, given)
		p.telling = append(p.telling, len(p.elements)-1)
	}
	if len(p.elements) == 0 {
		p.elements = []string{"main"}
	}
	if len(p.telling) == 0 {
		p.telling = []int{len(p.elements) - 1}
	}
	return p
}

// alike is how many elements two paths end with alike.
func alike(a, b []string) int {
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// title returns the name or the command that a service's provisional id gives.
func title(s Service) (given, command string) {
	id, command, _ := strings.Cut(s.ID, "#")
	if id == s.Package || id == s.Dir {
		id = ""
	}
	return id, command
}

func split(p string) []string {
	p = strings.Trim(path.Clean(p), "/")
	if p == "." || p == "" {
		return nil
	}
	return strings.Split(p, "/")
}

// compact joins the last size elements that say something.
func (p servicePath) compact(size int) string {
	var names []string
	for _, i := range p.telling[max(0, len(p.telling)-size):] {
		names = append(names, p.elements[i])
	}
	return strings.Join(names, "/")
}

// full joins all elements from the size-th last one that says something.
func (p servicePath) full(size int) string {
	return strings.Join(p.elements[p.telling[max(0, len(p.telling)-size)]:], "/")
}
