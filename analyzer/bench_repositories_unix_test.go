//go:build unix

package analyzer

import (
	"context"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/flowvet/flowvet/analyzer/internal/load"
	"github.com/flowvet/flowvet/extract"
)

// BenchmarkRepositories holds the evaluator against the type checker, in processor
// time, in each of the folders that FLOWVET_REPOSITORIES lists, separated like PATH:
// all of loading, type-checking all packages in it, type-checking those that have
// function bodies once more, and evaluating them.
func BenchmarkRepositories(b *testing.B) {
	dirs := filepath.SplitList(os.Getenv("FLOWVET_REPOSITORIES"))
	if len(dirs) == 0 {
		b.Skip("FLOWVET_REPOSITORIES names no folders")
	}
	models, err := extract.BuiltinModels()
	if err != nil {
		b.Fatal(err)
	}
	for _, dir := range dirs {
		b.Run(filepath.Base(dir), func(b *testing.B) {
			start := processorTime(b)
			read := start
			programs, _, err := load.Load(context.Background(), load.Config{
				Dir: dir, Client: models.Client, Evaluated: models.Evaluated, Modelled: models.Modelled,
				Progress: func(what string) {
					if strings.HasPrefix(what, "type-checking") {
						read = processorTime(b)
					}
				},
			})
			if err != nil {
				b.Fatal(err)
			}
			loaded := processorTime(b)
			var checking, evaluating time.Duration
			for b.Loop() {
				start := processorTime(b)
				for _, p := range programs {
					recheck(p)
				}
				checked := processorTime(b)
				for _, p := range programs {
					if _, err := extract.Run(context.Background(), p, models, extract.Options{}); err != nil {
						b.Fatal(err)
					}
				}
				checking += checked - start
				evaluating += processorTime(b) - checked
			}
			n := float64(b.N)
			b.ReportMetric((loaded - start).Seconds(), "load-s")
			b.ReportMetric((loaded - read).Seconds(), "check-all-s")
			b.ReportMetric(checking.Seconds()/n, "check-s")
			b.ReportMetric(evaluating.Seconds()/n, "eval-s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// processorTime is what this process has used so far: other work on the machine does
// not count.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// recheck type-checks the packages of a program that have function bodies again.
func recheck(p *extract.Program) {
	for _, pkg := range p.Packages {
		conf := types.Config{Importer: imported{pkg.Types}, Sizes: p.Sizes, GoVersion: p.GoVersion, Error: func(error) {}}
		info := &types.Info{
			Types:      map[ast.Expr]types.TypeAndValue{},
			Defs:       map[*ast.Ident]types.Object{},
			Uses:       map[*ast.Ident]types.Object{},
			Implicits:  map[ast.Node]types.Object{},
			Instances:  map[*ast.Ident]types.Instance{},
			Scopes:     map[ast.Node]*types.Scope{},
			Selections: map[*ast.SelectorExpr]*types.Selection{},
		}
		_ = types.NewChecker(&conf, p.Fset, types.NewPackage(pkg.Path, pkg.Types.Name()), info).Files(pkg.Files)
	}
}

// imported imports what a package imports that was checked before.
type imported struct{ pkg *types.Package }

func (i imported) Import(path string) (*types.Package, error) {
	for _, p := range i.pkg.Imports() {
		if p.Path() == path {
			return p, nil
		}
	}
	return types.NewPackage(path, filepath.Base(path)), nil
}
