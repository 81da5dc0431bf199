package load

import (
	"maps"
	"slices"
	"strings"
)

// withTests turns the answer of `go list -test` into packages that can be in one
// program: the variants that the go command makes for each test are dropped, the
// test files join the package that they test, and external tests are packages of
// their own.
//
// Where the test of a package imports something that imports the package, the
// variants are what breaks the cycle; such test files are left out.
func withTests(pkgs []*listed) []*listed {
	byPath := map[string]*listed{}
	var plain []*listed
	for _, p := range pkgs {
		path, _, variant := strings.Cut(p.ImportPath, " ")
		if variant && (p.ForTest == path || p.ForTest+"_test" == path) || isTestMain(p) || byPath[path] != nil {
			continue
		}
		p.ImportPath = path
		byPath[path] = p
		plain = append(plain, p)
	}
	for _, p := range slices.Clone(plain) {
		if p.DepOnly || p.Standard {
			continue
		}
		if len(p.TestGoFiles) > 0 && !reaches(byPath, p.TestImports, p.ImportPath) {
			p.GoFiles = slices.Concat(p.GoFiles, p.TestGoFiles)
			p.Imports = union(p.Imports, p.TestImports)
		}
		if len(p.XTestGoFiles) > 0 {
			ext := *p
			ext.ImportPath, ext.Name = p.ImportPath+"_test", p.Name+"_test"
			ext.GoFiles, ext.CgoFiles, ext.Imports = p.XTestGoFiles, nil, p.XTestImports
			byPath[ext.ImportPath] = &ext
			plain = append(plain, &ext)
		}
	}
	return plain
}

// isTestMain recognizes the main package that runs a package's tests.
func isTestMain(p *listed) bool {
	return p.Name == "main" && strings.HasSuffix(p.ImportPath, ".test")
}

// reaches says whether some imports lead to a package.
func reaches(byPath map[string]*listed, imports []string, path string) bool {
	seen := map[string]bool{}
	var visit func(from string) bool
	visit = func(from string) bool {
		if from == path {
			return true
		}
		p := byPath[from]
		if p == nil || seen[from] {
			return false
		}
		seen[from] = true
		return slices.ContainsFunc(p.Imports, visit)
	}
	return slices.ContainsFunc(imports, visit)
}

func union(a, b []string) []string {
	set := map[string]bool{}
	for _, s := range slices.Concat(a, b) {
		set[s] = true
	}
	return slices.Sorted(maps.Keys(set))
}
