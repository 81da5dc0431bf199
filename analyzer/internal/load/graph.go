package load

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
)

// unit is a target with its import graph: what becomes one program.
type unit struct {
	*target
	members []member // dependencies before dependents
	byPath  map[string]*listed
}

// member is a package in one program.
type member struct {
	*node
	listed *listed
	own    bool // lies in a folder that the user named
	main   bool // belongs to a module of this program
}

// node is a package to read. Programs in which it is the same share it.
type node struct {
	path      string
	name      string
	files     []string // absolute
	cgo       bool
	full      bool   // with function bodies
	goVersion string // "go1.22"; empty is the newest
	importMap map[string]string
	imports   map[string]*node // by import path; without those that cannot be had

	syntax []*ast.File
	needs  []*node // imports that are left after cutting, ordered
	absent []string
	errs   []sourceError

	types    *types.Package
	info     *types.Info
	mended   int // functions and variables read in part for errors
	illTyped bool
	done     chan struct{}
}

// sourceError is what is wrong with a file, or at a place in it.
type sourceError struct {
	file string
	line int
	msg  string
	kind errorKind
	soft bool // the compiler minds, but the code has a meaning
}

type errorKind int

const (
	unreadableFile errorKind = iota
	otherName                // msg is the name of the package that the file is of
	badSyntax
	badTypes
)

// link builds the import graphs of all targets.
func (l *loader) link(targets []*target) []*unit {
	shared := map[string]*node{}
	var units []*unit
	for _, t := range targets {
		pkgs := t.packages
		if l.Tests {
			pkgs = withTests(pkgs)
		}
		pkgs = splitMains(pkgs)
		u := &unit{target: t, byPath: map[string]*listed{}}
		for _, p := range pkgs {
			u.byPath[p.ImportPath] = p
		}
		lk := linker{loader: l, unit: u, shared: shared, keys: map[string]string{}, between: l.between(u)}
		for _, p := range pkgs {
			if p.found() {
				lk.key(p)
			}
		}
		units = append(units, u)
	}
	return units
}

// found says whether there is anything to read.
func (p *listed) found() bool { return p.Dir != "" && len(p.GoFiles)+len(p.CgoFiles) > 0 }

// excluded says whether build constraints leave nothing of the package.
func (p *listed) excluded() bool {
	return p.Error != nil && strings.Contains(p.Error.Err, "build constraints exclude all Go files")
}

// linker turns the listing of one unit into nodes.
type linker struct {
	*loader
	unit    *unit
	shared  map[string]*node  // by key
	keys    map[string]string // key by import path; empty while it is made
	between map[string]bool
}

// key is the identity of a package in all programs: what it is read from, how,
// and the identities of its imports. The node is made on the way.
func (lk *linker) key(p *listed) string {
	if key, ok := lk.keys[p.ImportPath]; ok {
		return key // empty in an import cycle: that import is then left out
	}
	lk.keys[p.ImportPath] = ""
	own, main := lk.ownership(p)
	n := lk.newNode(p, own || lk.between[p.ImportPath])
	id := []any{n.path, n.full, n.goVersion, n.files, p.ImportMap}
	for _, path := range p.Imports {
		if dep := lk.unit.byPath[path]; dep != nil && dep.found() {
			if key := lk.key(dep); key != "" {
				n.imports[path] = lk.shared[key]
				id = append(id, key)
			}
		}
	}
	data, err := json.Marshal(id)
	if err != nil {
		panic(err) // strings, booleans and maps of strings always marshal
	}
	sum := sha256.Sum256(data)
	key := hex.EncodeToString(sum[:])
	if same := lk.shared[key]; same != nil {
		n = same
	}
	lk.shared[key], lk.keys[p.ImportPath] = n, key
	lk.unit.members = append(lk.unit.members, member{node: n, listed: p, own: own, main: main})
	return key
}

func (lk *linker) newNode(p *listed, full bool) *node {
	n := &node{
		path: p.ImportPath, name: p.Name, cgo: len(p.CgoFiles) > 0, full: full,
		importMap: p.ImportMap, imports: map[string]*node{},
		done: make(chan struct{}),
	}
	if full {
		n.goVersion = lk.language(p)
	}
	for _, f := range slices.Concat(p.GoFiles, p.CgoFiles) {
		if !filepath.IsAbs(f) {
			f = filepath.Join(p.Dir, f)
		}
		n.files = append(n.files, f)
	}
	slices.Sort(n.files)
	return n
}

// ownership says whether a package is the user's own, and of this unit's modules.
// Module.Main decides, not whether the pattern matched: packages under testdata
// may be imported without being matched.
func (lk *linker) ownership(p *listed) (own, main bool) {
	switch m := p.Module; {
	case p.Standard || m == nil:
		return false, false
	case m.Main:
		return true, slices.ContainsFunc(lk.unit.modules, func(own *module) bool { return own.dir == m.Dir })
	case m.Replace == nil || m.Replace.Version != "" || !isUnder(p.Dir, m.Dir):
		return false, false // from the module cache or a vendor folder
	default:
		return slices.ContainsFunc(lk.named, func(dir string) bool { return isUnder(m.Dir, dir) }), false
	}
}

// language is the version of Go that a package is written in.
func (lk *linker) language(p *listed) string {
	if p.Module == nil {
		return ""
	}
	v := p.Module.GoVersion
	for _, m := range lk.unit.modules {
		if m.path == p.Module.Path { // the go command may have read a corrected go.mod
			v = m.goVersion
		}
	}
	if v == "" {
		return ""
	}
	return "go" + lk.supported(v)
}

// between finds the packages that stand between the user's code and a modelled
// client: imported by own packages, importing a client, and in no module that a
// model describes. Their bodies say how the client is used.
func (l *loader) between(u *unit) map[string]bool {
	modelled := map[string]bool{}
	for path, p := range u.byPath {
		if p.Module != nil && l.Modelled(path) {
			modelled[p.Module.Path] = true
		}
	}
	reaches := map[string]bool{}
	var visit func(path string) bool
	visit = func(path string) bool {
		if r, ok := reaches[path]; ok {
			return r
		}
		reaches[path] = false
		p := u.byPath[path]
		if p == nil || p.Standard {
			return false
		}
		r := l.Client(path) || l.Evaluated(path)
		for _, dep := range p.Imports {
			if visit(dep) {
				r = true
			}
		}
		reaches[path] = r
		return r
	}
	found := map[string]bool{}
	for path, p := range u.byPath {
		if visit(path) && !l.Modelled(path) && !l.Client(path) && (p.Module == nil || !modelled[p.Module.Path]) {
			found[path] = true
		}
	}
	return found
}
