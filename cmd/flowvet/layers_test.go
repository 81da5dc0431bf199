package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/flowvet/flowvet/"

// layers says what the packages of each top-level folder import, beside each
// other and the standard library. Data flows one way, and so do imports.
var layers = map[string]struct{ ours, theirs []string }{
	"cmd": {ours: []string{"analyzer", "graph", "render"}, theirs: []string{
		"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/mattn/go-isatty", "github.com/goccy/go-yaml",
		"github.com/rogpeppe/go-internal/diff", "golang.org/x/tools/go/analysis/unitchecker",
	}},
	"analyzer": {ours: []string{"extract", "graph"}, theirs: []string{"golang.org/x/tools", "golang.org/x/mod", "github.com/golangci/plugin-module-register"}},
	"extract":  {ours: []string{"graph"}, theirs: []string{"golang.org/x/tools", "golang.org/x/mod", "github.com/goccy/go-yaml"}},
	"render":   {ours: []string{"graph"}},
	"graph":    {},
}

// blind are the layers that do not see Go code.
var blind = []string{"graph", "render"}

func TestLayers(t *testing.T) {
	seen := map[string]bool{}
	for _, pkg := range listPackages(t) {
		path, ok := strings.CutPrefix(pkg.ImportPath, module)
		if !ok {
			t.Errorf("the package %s is not below %s", pkg.ImportPath, module)
			continue
		}
		layer := top(path)
		rule, ok := layers[layer]
		if !ok {
			t.Errorf("%s is in no layer", path)
			continue
		}
		seen[layer] = true
		for _, imported := range pkg.Imports {
			ours, isOurs := strings.CutPrefix(imported, module)
			switch {
			case isOurs:
				if to := top(ours); to != layer && !slices.Contains(rule.ours, to) {
					t.Errorf("%s imports %s, but %s may import %v only", path, ours, layer, rule.ours)
				}
			case strings.Contains(top(imported), "."):
				if !slices.ContainsFunc(rule.theirs, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") }) {
					t.Errorf("%s imports %s, but %s may import %v only", path, imported, layer, rule.theirs)
				}
			case slices.Contains(blind, layer) && top(imported) == "go":
				t.Errorf("%s imports %s, but %s knows no Go code", path, imported, layer)
			}
		}
	}
	for layer := range layers {
		if !seen[layer] {
			t.Errorf("there is no package in %s", layer)
		}
	}
}

func top(path string) string {
	first, _, _ := strings.Cut(path, "/")
	return first
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []listedPackage
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
