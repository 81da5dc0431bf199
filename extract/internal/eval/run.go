package eval

import (
	"context"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/deploy"
)

// Run evaluates a program from one main function, as the service that it is: with
// the configuration of a unit, and of its sub-commands the one that is named, all
// if none is.
func (p *Program) Run(ctx context.Context, main *ssa.Function, unit *deploy.Unit, command string) *Result {
	m := p.machine(ctx)
	m.unit, m.command = unit, command
	m.rounds(func() {
		if imports(main.Pkg.Pkg, autoload) {
			m.loadDotEnv(".env", false)
		}
		m.initialize(main.Pkg)
		m.root(main, nil, nil)
	})
	return m.result()
}

// RunLibrary evaluates a program that has no main: what it exports is called
// with unknown arguments.
func (p *Program) RunLibrary(ctx context.Context) *Result {
	m := p.machine(ctx)
	m.rounds(func() {
		for _, b := range p.Bodies {
			if p.Own[b] {
				m.initialize(b)
			}
		}
		for _, fn := range p.exported() {
			m.rootSeq = m.seq
			m.root(fn, nil, nil)
		}
	})
	return m.result()
}

func (p *Program) machine(ctx context.Context) *machine {
	p.prepare()
	return &machine{
		prog: p, models: p.Models, ctx: ctx,
		ids:     map[vkey]int{},
		objects: map[site]*Object{},
		subs:    map[string]*subscription{},
	}
}

// rounds runs a program until what its asynchronous code wrote has been seen by
// all that read it.
func (m *machine) rounds(start func()) {
	for range maxRounds {
		m.reset()
		m.stats.Rounds++
		start()
		m.async = true
		m.runQueue()
		if !m.dirty || m.steps > maxSteps || m.ctx.Err() != nil {
			break
		}
	}
	m.stats.Steps += m.steps
}

// reset starts a round with an empty heap. What callbacks wrote, and what was
// sent on Go channels, stays.
func (m *machine) reset() {
	for _, o := range m.objects {
		o.forget()
		if o.ch != nil {
			o.ch.received = false
		}
	}
	m.journal, m.seq, m.rootSeq, m.async, m.dirty = nil, 0, 0, false, false
	m.steps = 0
	m.acts, m.shared = map[string]*activation{}, map[string]*activation{}
	m.copies, m.perFn, m.onStack = map[string]int{}, map[*ssa.Function]int{}, map[callee]int{}
	m.queue, m.queued, m.triggers, m.commanding = nil, map[string]*callback{}, nil, ""
	m.allocated = map[types.Type]bool{}
	for _, sub := range m.subs {
		*sub = subscription{key: sub.key}
	}
	m.narrow, m.running = nil, nil
	m.settings = &settings{env: map[string]*Text{}, forced: map[string]bool{}, flags: map[string]Set{}, vipers: map[*Object]*viper{}, layers: map[*Object]*layers{}}
	m.found = &findings{seen: map[string]bool{}, uses: map[use]*use{}}
	m.embedFiles()
}

// forget empties an object, but for what callbacks wrote, with the keys that they
// wrote it under.
func (o *Object) forget() {
	order, keys := o.order, o.keys
	o.cells, o.order, o.keys, o.owner = nil, nil, nil, nil
	for _, p := range order {
		if !holds(o.late, p) {
			continue
		}
		for _, k := range keys[p].vals {
			o.insert(p, k)
		}
	}
}

func (m *machine) initialize(pkg *ssa.Package) {
	if fn := pkg.Func("init"); fn != nil && len(fn.Blocks) > 0 {
		m.root(fn, nil, nil)
	}
}

// exported are the functions and methods that others may call.
func (p *Program) exported() []*ssa.Function {
	var out []*ssa.Function
	for _, b := range p.Bodies {
		if !p.Own[b] || b.Pkg.Name() == "main" {
			continue
		}
		for _, name := range b.Pkg.Scope().Names() {
			if !token.IsExported(name) {
				continue
			}
			switch mem := b.Members[name].(type) {
			case *ssa.Function:
				if mem.Signature.TypeParams().Len() == 0 {
					out = append(out, mem)
				}
			case *ssa.Type:
				out = append(out, p.exportedMethods(mem.Type())...)
			}
		}
	}
	return out
}

func (p *Program) exportedMethods(t types.Type) []*ssa.Function {
	n, ok := t.(*types.Named)
	if !ok || types.IsInterface(t) || n.TypeParams().Len() > 0 {
		return nil
	}
	var out []*ssa.Function
	for i := range n.NumMethods() {
		if f := n.Method(i); f.Exported() {
			if fn := p.SSA.FuncValue(f); fn != nil && len(fn.Blocks) > 0 {
				out = append(out, fn)
			}
		}
	}
	return out
}

// position is a place in the source, relative to the root.
func (p *Program) position(pos token.Pos) string {
	file, line := p.fileLine(pos)
	return file + ":" + strconv.Itoa(line)
}

func (p *Program) fileLine(pos token.Pos) (string, int) {
	at := p.SSA.Fset.Position(pos)
	if at.Filename == "" {
		return "", 0
	}
	file := at.Filename
	rel, err := filepath.Rel(p.Root, file)
	if err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel), at.Line
	}
	// A file of a dependency lies elsewhere on each machine.
	if path, ok := p.Dirs[filepath.Dir(file)]; ok {
		return path + "/" + filepath.Base(file), at.Line
	}
	return filepath.ToSlash(file), at.Line
}
