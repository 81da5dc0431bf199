package local

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/eval"
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/extract/models"
	"github.com/flowvet/flowvet/graph"
)

// program is a package in SSA form, with what the rules ask for.
type program struct {
	*Package
	set   *model.Set
	own   *ssa.Package
	funcs []*ssa.Function // with closures, in the order of the source

	sites   []*site
	at      map[ssa.CallInstruction][]*site
	callers map[*ssa.Function][]ssa.CallInstruction
	stores  map[*types.Var][]ssa.Value // into a field, or a package's variable
	entries map[*types.Var][]ssa.Value // put into the map that one of these holds
	others  map[*types.Var]bool        // fields that are set through a pointer that is not followed
	closure map[*ssa.Function]*ssa.MakeClosure
	discard map[token.Pos]bool     // calls that are statements, by their parenthesis
	doing   map[*ssa.Function]bool // see does

	relays     map[*types.Func]*Relay
	stay       bool // see inside
	directives []*noted
	findings   []Finding
	rule       string
}

// site is a modelled call.
type site struct {
	at ssa.CallInstruction
	mc *model.CompiledCall
}

func (s *site) fn() *ssa.Function { return s.at.Parent() }

// build makes the SSA form of a package. Those that it imports have no bodies.
func build(pkg *Package) (*program, error) {
	p := &program{
		Package: pkg,
		at:      map[ssa.CallInstruction][]*site{},
		callers: map[*ssa.Function][]ssa.CallInstruction{},
		stores:  map[*types.Var][]ssa.Value{},
		entries: map[*types.Var][]ssa.Value{},
		others:  map[*types.Var]bool{},
		closure: map[*ssa.Function]*ssa.MakeClosure{},
		discard: map[token.Pos]bool{},
		doing:   map[*ssa.Function]bool{},
		relays:  map[*types.Func]*Relay{},
	}
	prog := ssa.NewProgram(pkg.Fset, ssa.BuilderMode(0))
	prog.SetNoReturn(eval.NeverReturns)
	created := map[*types.Package]bool{}
	var create func(list []*types.Package)
	create = func(list []*types.Package) {
		for _, t := range list {
			if !created[t] {
				created[t] = true
				prog.CreatePackage(t, nil, nil, true)
				create(t.Imports())
			}
		}
	}
	create(pkg.Types.Imports())
	var err error
	if p.set, err = models.For(used(pkg.Info)); err != nil {
		return nil, err
	}
	p.own = prog.CreatePackage(pkg.Types, pkg.Files, pkg.Info, false)
	p.own.Build()
	for _, f := range pkg.Files {
		p.syntax(f)
	}
	for _, fn := range p.funcs {
		p.index(fn)
	}
	return p, nil
}

// used are the paths of the packages whose functions and types a package names: one
// that only handles messages calls nothing of the client.
func used(info *types.Info) map[string]bool {
	paths := map[string]bool{}
	for _, obj := range info.Uses {
		switch obj.(type) {
		case *types.Func, *types.TypeName:
			if obj.Pkg() != nil {
				paths[obj.Pkg().Path()] = true
			}
		}
	}
	return paths
}

// syntax notes the functions of a file, and calls whose results nobody takes.
func (p *program) syntax(f *ast.File) {
	for _, decl := range f.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			if obj, ok := p.Info.Defs[decl.Name].(*types.Func); ok {
				p.add(p.own.Prog.FuncValue(obj))
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		var call ast.Expr
		switch n := n.(type) {
		case *ast.ExprStmt:
			call = n.X
		case *ast.GoStmt:
			call = n.Call
		case *ast.DeferStmt:
			call = n.Call
		}
		if call, ok := ast.Unparen(call).(*ast.CallExpr); ok {
			p.discard[call.Lparen] = true
		}
		return true
	})
	p.note(f)
}

func (p *program) add(fn *ssa.Function) {
	if fn == nil {
		return
	}
	p.funcs = append(p.funcs, fn)
	for _, anon := range fn.AnonFuncs {
		p.add(anon)
	}
}

// index notes what the instructions of a function call and store.
func (p *program) index(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if v := place(instr.Addr); v != nil {
					p.stores[v] = append(p.stores[v], instr.Val)
					p.others[v] = p.others[v] || base(instr.Addr) == nil
				}
			case *ssa.MapUpdate:
				if v := held(instr.Map); v != nil {
					p.entries[v] = append(p.entries[v], instr.Value)
				}
			case *ssa.MakeClosure:
				p.closure[instr.Fn.(*ssa.Function)] = instr
			}
			if call, ok := instr.(ssa.CallInstruction); ok {
				p.call(call)
			}
		}
	}
}

func (p *program) call(call ssa.CallInstruction) {
	if fn := p.callee(call); fn != nil {
		p.callers[fn] = append(p.callers[fn], call)
	}
	f := calledFunc(call)
	if f == nil || f.Pkg() == nil {
		return
	}
	sig := f.Signature()
	var names []string
	for v := range sig.Params().Variables() {
		names = append(names, v.Name())
	}
	for _, mc := range model.Pick(p.set.Lookup(f.Pkg().Path(), recvName(f), f.Name()), sig.Params().Len(), sig.Variadic(), names) {
		p.site(call, mc)
	}
	if m := p.set.Store(f.Pkg().Path(), recvName(f), f.Name()); m != nil {
		p.site(call, &model.CompiledCall{File: m.File, Role: roleInStore(m)})
	}
}

func (p *program) site(call ssa.CallInstruction, mc *model.CompiledCall) {
	s := &site{call, mc}
	p.sites = append(p.sites, s)
	p.at[call] = append(p.at[call], s)
}

// What a call does with a store, as roles beside those that models give.
const (
	roleBegin = "begin" // a transaction
	roleEnd   = "end"
	roleWrite = "write"
	roleRead  = "read"
)

func roleInStore(m *model.StoreMethod) string {
	switch {
	case m.Begin:
		return roleBegin
	case m.End:
		return roleEnd
	case m.Operation == graph.Write:
		return roleWrite
	}
	return roleRead
}

// place is the variable that an address is of: a field, or a package's variable.
func place(addr ssa.Value) *types.Var {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return fieldOf(addr.X.Type(), addr.Field)
	case *ssa.Global:
		v, _ := addr.Object().(*types.Var)
		return v
	}
	return nil
}

// held is the variable that a value was loaded from.
func held(v ssa.Value) *types.Var {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return place(load.X)
	}
	return nil
}

func fieldOf(t types.Type, i int) *types.Var {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if st, ok := t.Underlying().(*types.Struct); ok {
		return st.Field(i).Origin()
	}
	return nil
}

// callee is the function of the package's own that a call runs, if there is but one.
func (p *program) callee(call ssa.CallInstruction) *ssa.Function {
	fn := call.Common().StaticCallee()
	if fn == nil {
		return nil
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if fn.Pkg != p.own && fn.Parent() == nil || len(fn.Blocks) == 0 {
		return nil
	}
	return fn
}

// calledFunc is the function that a call names; nil for a function value.
func calledFunc(call ssa.CallInstruction) *types.Func {
	c := call.Common()
	if c.IsInvoke() {
		return c.Method.Origin()
	}
	if fn := c.StaticCallee(); fn != nil {
		if f, ok := fn.Object().(*types.Func); ok {
			return f.Origin()
		}
	}
	return nil
}

// arguments are the receiver, nil if there is none, and the arguments of a call.
func arguments(call ssa.CallInstruction) (ssa.Value, []ssa.Value) {
	c := call.Common()
	if c.IsInvoke() {
		return c.Value, c.Args
	}
	if c.Signature().Recv() != nil && len(c.Args) > 0 {
		return c.Args[0], c.Args[1:]
	}
	return nil, c.Args
}

func recvName(f *types.Func) string {
	recv := f.Signature().Recv()
	if recv == nil {
		return ""
	}
	t := recv.Type()
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}
