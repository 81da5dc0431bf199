package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/config"
	"github.com/flowvet/flowvet/extract/internal/deploy"
	"github.com/flowvet/flowvet/extract/internal/directive"
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// Program is the SSA form of what is evaluated, with what all services share.
type Program struct {
	canonTypes
	SSA    *ssa.Program
	Models *model.Set
	// Bodies are the packages that have function bodies, dependencies first.
	Bodies []*ssa.Package
	// Own says which of them are the user's own.
	Own map[*ssa.Package]bool
	// Dirs are the import paths of packages with bodies, by folder.
	Dirs map[string]string
	// MainPackages are the main packages to run.
	MainPackages []*ssa.Package
	// Repo is the checked-in configuration, Deploy how it starts the services.
	Repo   *config.Repo
	Deploy *deploy.System
	// Root is the folder that positions are relative to.
	Root string
	// Columns are those of the positions that results have; of several on one line
	// the first.
	Columns map[graph.Position]int

	bodies     map[*ssa.Package]bool
	names      map[token.Pos]string
	sources    []parsed // by position
	directives map[*ast.File][]*directive.Placed
	embeds     []embedded
	shapes     map[*ssa.Function]*shape
	relevant   map[types.Type]bool
	named      []*types.Named // own concrete types
	impls      map[types.Type][]types.Type
	lookups    map[methodKey]*ssa.Function
	events     map[string]types.Type // that endpoints carry
}

type methodKey struct {
	typ  types.Type
	name string
}

func (p *Program) prepare() {
	if p.bodies != nil {
		return
	}
	p.sortSources()
	p.bodies = map[*ssa.Package]bool{}
	p.shapes = map[*ssa.Function]*shape{}
	p.relevant = map[types.Type]bool{}
	p.impls = map[types.Type][]types.Type{}
	p.lookups = map[methodKey]*ssa.Function{}
	p.events = map[string]types.Type{}
	for _, b := range p.Bodies {
		p.bodies[b] = true
		p.collectNamed(b)
	}
}

func (p *Program) collectNamed(b *ssa.Package) {
	names := b.Pkg.Scope().Names()
	for _, n := range names {
		tn, ok := b.Pkg.Scope().Lookup(n).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if t, ok := tn.Type().(*types.Named); ok && !types.IsInterface(t) && t.TypeParams().Len() == 0 {
			p.named = append(p.named, t)
		}
	}
}

func (p *Program) shape(fn *ssa.Function) *shape {
	s := p.shapes[fn]
	if s == nil {
		s = newShape(fn)
		p.shapes[fn] = s
	}
	return s
}

// evaluated says whether a function's body is here to be run. Wrappers that SSA
// makes for methods have no package.
func (p *Program) evaluated(fn *ssa.Function) bool {
	if fn.Pkg != nil {
		return p.bodies[fn.Pkg]
	}
	return len(fn.Blocks) > 0
}

func (m *machine) hasBody(pkg *ssa.Package) bool { return m.prog.bodies[pkg] }

// method is the method that a call through an interface runs on a type.
func (p *Program) method(t types.Type, m *types.Func) *ssa.Function {
	k := methodKey{t, m.Id()}
	if fn, ok := p.lookups[k]; ok {
		return fn
	}
	var fn *ssa.Function
	if !types.IsInterface(t) {
		if sel := types.NewMethodSet(t).Lookup(m.Pkg(), m.Name()); sel != nil {
			fn = p.SSA.MethodValue(sel)
		}
	}
	p.lookups[k] = fn
	return fn
}

// ownType says whether a type was declared by the user's own code.
func (p *Program) ownType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	pkg := p.SSA.Package(n.Obj().Pkg())
	return pkg != nil && p.Own[pkg]
}

// onlyImplementation is the one own type that implements an interface, nil when
// there is none or a choice.
func (p *Program) onlyImplementation(t types.Type) types.Type {
	t = p.canon(t)
	impls, ok := p.impls[t]
	if !ok {
		it, _ := t.Underlying().(*types.Interface)
		for _, n := range p.named {
			for _, c := range []types.Type{n, types.NewPointer(n)} {
				if it != nil && it.NumMethods() > 0 && types.Implements(c, it) && !isDouble(n) {
					impls = append(impls, p.canon(c))
					break
				}
			}
		}
		p.impls[t] = impls
	}
	if len(impls) != 1 {
		return nil
	}
	return impls[0]
}

// isDouble says whether a type stands in for another in tests.
func isDouble(n *types.Named) bool {
	name := strings.ToLower(n.Obj().Name())
	if n.Obj().Pkg() != nil {
		name += " " + strings.ToLower(n.Obj().Pkg().Name())
	}
	for _, word := range []string{"mock", "fake", "stub", "noop"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// matters says whether arguments of a type tell activations apart. Contexts,
// errors, plain numbers and times do not.
func (p *Program) matters(t types.Type) bool {
	t = p.canon(t)
	if r, ok := p.relevant[t]; ok {
		return r
	}
	r := decides(t)
	p.relevant[t] = r
	return r
}

func decides(t types.Type) bool {
	if isErrorType(t) {
		return false
	}
	switch t := t.(type) {
	case *types.Basic:
		return t.Info()&types.IsNumeric == 0
	case *types.Named:
		if pkg := t.Obj().Pkg(); pkg != nil {
			switch pkg.Path() + "." + t.Obj().Name() {
			case "context.Context", "context.CancelFunc", "time.Time", "time.Duration", "sync.WaitGroup", "sync.Mutex",
				"sync.RWMutex", "testing.T", "net/http.ResponseWriter", "net/http.Request":
				return false
			}
		}
	case *types.Pointer:
		if _, ok := types.Unalias(t.Elem()).(*types.Named); ok {
			return decides(types.Unalias(t.Elem()))
		}
	}
	return true
}

// Mains are the main functions, by import path.
func (p *Program) Mains() []*ssa.Function {
	var out []*ssa.Function
	for _, b := range p.MainPackages {
		if fn := b.Func("main"); fn != nil && len(fn.Blocks) > 0 {
			out = append(out, fn)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Pkg.Pkg.Path() < out[j].Pkg.Pkg.Path() })
	return out
}
