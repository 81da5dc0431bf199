package extract

import (
	"context"
	"fmt"
	"go/types"
	"path/filepath"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/config"
	"github.com/flowvet/flowvet/extract/internal/deploy"
	"github.com/flowvet/flowvet/extract/internal/eval"
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// Options choose what is evaluated.
type Options struct {
	// Library evaluates what a program without a main exports.
	Library bool
	// Env are the environments whose deployment is preferred, the first most:
	// staging, prod. None is what the repository itself starts with.
	Env []string
	// Progress is told which service is evaluated. It may be nil.
	Progress func(string)
}

// Stats says what evaluating cost, and which bounds were reached how often.
type Stats struct {
	Activations, Steps, Rounds int
	Bounds                     map[string]int
}

// Add joins the statistics of several programs.
func (s *Stats) Add(o Stats) {
	s.Activations += o.Activations
	s.Steps += o.Steps
	s.Rounds = max(s.Rounds, o.Rounds)
	for name, n := range o.Bounds {
		s.Bounds[name] += n
	}
}

// String is one line: what was done, and the bounds that were reached.
func (s Stats) String() string {
	out := fmt.Sprintf("%d activations, %d steps, at most %d rounds", s.Activations, s.Steps, s.Rounds)
	names := make([]string, 0, len(s.Bounds))
	for name := range s.Bounds {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		out += fmt.Sprintf("; bound %s reached %d times", name, s.Bounds[name])
	}
	return out
}

// maxUnits bounds the services that one main package is deployed as.
const maxUnits = 16

// HasMain reports whether a program has a main function of the user's own.
func (p *Program) HasMain() bool {
	for _, pkg := range p.Packages {
		if pkg.Main && pkg.Types.Name() == "main" && pkg.Types.Scope().Lookup("main") != nil {
			return true
		}
	}
	return false
}

// Result is what Run found.
type Result struct {
	Facts   graph.Facts
	Ignores []Ignore // in the user's own code
	// Columns are those of the positions in Facts, which are lines; of several on one
	// line the first.
	Columns  map[graph.Position]int
	Stats    Stats
	Problems []Problem
}

// Run finds the endpoints of a program: those that each of its mains reaches. The
// error is that of the context.
func Run(ctx context.Context, p *Program, m *Models, opt Options) (*Result, error) {
	r := &run{ctx: ctx, opt: opt, Result: &Result{Stats: Stats{Bounds: map[string]int{}}}}
	for _, mod := range p.Modules {
		r.Facts.Modules = append(r.Facts.Modules, graph.Module{Path: mod.Path, Dir: mod.Dir})
	}
	r.Ignores = p.ignores()
	name := p.name()
	r.guard("reading "+name, name, func() {
		opt.progress(name)
		r.built = build(p, m.set)
	})
	if r.built == nil {
		return r.Result, nil
	}
	r.Columns = r.built.program.Columns
	for _, main := range r.built.program.Mains() {
		if err := ctx.Err(); err != nil {
			return r.Result, fmt.Errorf("evaluate: %w", err)
		}
		r.main(main)
	}
	if opt.Library {
		r.guard("evaluating what "+name+" exports", "it", func() {
			opt.progress("what is exported")
			r.add(r.built.program.RunLibrary(ctx), nil)
		})
	}
	r.guard("describing the payloads of "+name, "them", func() { r.events(p) })
	for _, w := range r.built.program.Repo.Warnings() {
		r.Problems = append(r.Problems, badConfig(w))
	}
	return r.Result, nil
}

// name is how messages call a program.
func (p *Program) name() string {
	if len(p.Modules) == 0 {
		return "what has no module"
	}
	return "module " + p.Modules[0].Path
}

// run is the state of one call of Run.
type run struct {
	*Result
	ctx   context.Context
	opt   Options
	built *built
}

// main evaluates a main function as each of the services that it is deployed as.
func (r *run) main(main *ssa.Function) {
	path := main.Pkg.Pkg.Path()
	var units []*deploy.Unit
	r.guard("reading the deployment of "+path, "this service", func() {
		units = r.built.program.Deploy.Units(r.built.dirs[path], "", r.opt.Env...)
	})
	units = units[:min(len(units), maxUnits)]
	found := &mainServices{built: r.built, ctx: r.ctx, main: main, path: path, reached: map[string]bool{}}
	for i, unit := range units {
		id := path
		if i > 0 || len(units) > 1 && unit.Name() != "" {
			id += "#" + unit.Name()
		}
		r.guard("evaluating service "+id, "this service", func() {
			r.opt.progress(id)
			r.services(found.in(unit, id), path)
		})
	}
	if len(units) > 0 {
		r.guard("evaluating the sub-commands of "+path, "them", func() { r.services(found.idle(units[0]), path) })
	}
}

func (r *run) services(list []service, path string) {
	for _, s := range list {
		r.Facts.Services = append(r.Facts.Services, graph.Service{ID: s.id, Package: path, Dir: r.built.dirs[path]})
		r.add(s.result, []string{s.id})
		if s.result.Stats.Bounds[eval.BoundSteps] > 0 {
			r.Problems = append(r.Problems, tooLarge(s.id))
		}
	}
}

func (r *run) guard(what, lost string, step func()) {
	if p := guard(what, lost, step); p != nil {
		r.Problems = append(r.Problems, *p)
	}
}

func (o Options) progress(what string) {
	if o.Progress != nil {
		o.Progress(what)
	}
}

// add joins what one evaluation found with the facts of the others.
func (r *run) add(found *eval.Result, services []string) {
	facts := &r.Facts
	endpoints, stores, calls := shifter(len(facts.Endpoints)), shifter(len(facts.Stores)), shifter(len(facts.Integrations))
	for _, e := range found.Endpoints {
		e.Services = services
		e.Reactions, e.Stores, e.Calls = endpoints(e.Reactions), stores(e.Stores), calls(e.Calls)
		e.Beside, e.Relays, e.Rebuilds = stores(e.Beside), stores(e.Relays), stores(e.Rebuilds)
		facts.Endpoints = append(facts.Endpoints, e)
	}
	for _, s := range found.Stores {
		s.Services = services
		facts.Stores = append(facts.Stores, s)
	}
	for _, i := range found.Integrations {
		i.Services = services
		i.Publish, i.Stores, i.Calls = endpoints(i.Publish), stores(i.Stores), calls(i.Calls)
		facts.Integrations = append(facts.Integrations, i)
	}
	for _, d := range found.Declarations {
		d.Services = services
		facts.Declarations = append(facts.Declarations, d)
	}
	for _, b := range found.Bindings {
		b.Services = services
		facts.Bindings = append(facts.Bindings, b)
	}
	r.Stats.Add(Stats(found.Stats))
}

// shifter moves indexes behind what is there already.
func shifter(base int) func([]int) []int {
	return func(indexes []int) []int {
		for i := range indexes {
			indexes[i] += base
		}
		return indexes
	}
}

// built is a program in SSA form.
type built struct {
	program *eval.Program
	dirs    map[string]string // of main packages, relative to the root
}

// build makes the SSA form. Packages without bodies have their members only.
func build(p *Program, set *model.Set) *built {
	prog := ssa.NewProgram(p.Fset, ssa.InstantiateGenerics)
	created := map[*types.Package]bool{}
	var deps func(list []*types.Package)
	deps = func(list []*types.Package) {
		for _, t := range list {
			if created[t] {
				continue
			}
			created[t] = true
			deps(t.Imports())
			prog.CreatePackage(t, nil, nil, true)
		}
	}
	b := &built{program: &eval.Program{SSA: prog, Models: set, Own: map[*ssa.Package]bool{}, Dirs: map[string]string{}, Root: p.Root, Columns: map[graph.Position]int{}}, dirs: map[string]string{}}
	var named []string
	for _, dir := range p.Named {
		named = append(named, relative(p.Root, dir))
	}
	b.program.Repo = config.Open(p.Root, named...)
	b.program.Deploy = deploy.Open(b.program.Repo)
	for _, pkg := range p.Packages {
		created[pkg.Types] = true
	}
	for _, path := range sortedPaths(p.Types) {
		deps([]*types.Package{p.Types[path]})
	}
	for _, pkg := range p.Packages {
		deps(pkg.Types.Imports())
		s := prog.CreatePackage(pkg.Types, pkg.Files, pkg.Info, true)
		b.program.Bodies = append(b.program.Bodies, s)
		b.program.NoteNames(pkg.Files)
		b.program.NoteSources(pkg.Files, pkg.Info)
		b.program.Own[s] = pkg.Own
		b.program.Dirs[pkg.Dir] = pkg.Path
		if pkg.Main && pkg.Types.Name() == "main" {
			b.program.MainPackages = append(b.program.MainPackages, s)
			b.dirs[pkg.Path] = relative(p.Root, pkg.Dir)
		}
	}
	for _, s := range b.program.Bodies {
		s.Build()
	}
	return b
}

func sortedPaths(m map[string]*types.Package) []string {
	paths := make([]string, 0, len(m))
	for path := range m {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	return paths
}

func relative(root, dir string) string {
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return filepath.ToSlash(dir)
	}
	return filepath.ToSlash(rel)
}
