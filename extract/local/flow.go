package local

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// flow is where a message, its parts and what was decoded from it go: forward from
// where it is received, into closures and functions of the package that get it.
type flow struct {
	p    *program
	vals map[ssa.Value]bool
	todo []ssa.Value
}

// maxFlow bounds the values of a flow.
const maxFlow = 4000

func (p *program) flow(roots ...ssa.Value) *flow {
	f := &flow{p: p, vals: map[ssa.Value]bool{}}
	for _, r := range roots {
		f.add(r)
	}
	for len(f.todo) > 0 && len(f.vals) < maxFlow {
		v := f.todo[len(f.todo)-1]
		f.todo = f.todo[:len(f.todo)-1]
		if refs := v.Referrers(); refs != nil {
			for _, instr := range *refs {
				f.through(v, instr)
			}
		}
	}
	return f
}

func (f *flow) add(v ssa.Value) {
	if v == nil || f.vals[v] || isError(v.Type()) || isContext(v.Type()) {
		return
	}
	if _, ok := v.(*ssa.Const); ok {
		return
	}
	f.vals[v] = true
	f.todo = append(f.todo, v)
}

// through follows one use of a value.
func (f *flow) through(v ssa.Value, instr ssa.Instruction) {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		f.call(v, instr)
	case *ssa.Store:
		if instr.Val == v {
			f.add(base(instr.Addr))
		}
	case *ssa.MakeClosure:
		for i, b := range instr.Bindings {
			if b == v {
				f.add(instr.Fn.(*ssa.Function).FreeVars[i])
			}
		}
	case *ssa.Send, *ssa.MapUpdate, *ssa.If, *ssa.Return:
	case *ssa.BinOp:
		if instr.Op == token.ADD {
			f.add(instr)
		}
	case ssa.Value:
		f.add(instr)
	}
}

// call follows a value through a call: to the parameters of the package's own
// functions, to results, and into what is decoded beside it.
func (f *flow) call(v ssa.Value, call ssa.CallInstruction) {
	c := call.Common()
	if fn := f.p.callee(call); fn != nil {
		for i, a := range c.Args {
			if a == v && i < len(fn.Params) {
				f.add(fn.Params[i])
			}
		}
	}
	if f.p.hasRole(call, "ack", "nack", "commit") {
		return
	}
	for _, a := range c.Args {
		if b := base(a); b != nil && b != v && f.vals[v] && decodes(f.p, call) {
			f.add(b)
		}
	}
	if result := call.Value(); result != nil && c.Value != v {
		f.add(result)
	} else if result != nil && c.IsInvoke() {
		f.add(result)
	}
}

// base is the local variable that an address, or what is made of it, is in.
func base(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.Alloc:
			return x
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		default:
			return nil
		}
	}
}

// maxRoot bounds the way to a root: a variable may be stored in itself.
const maxRoot = 100

// root is where a message, or a part of it, was received: the value that it is taken
// from, without following calls or parameters.
func root(v ssa.Value) ssa.Value {
	for range maxRoot {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return v
			}
			v = x.X
		case *ssa.Alloc:
			stored := storedInto(x)
			if len(stored) != 1 {
				return v
			}
			v = stored[0]
		default:
			return v
		}
	}
	return v
}

// storedInto are the values stored at a local variable, or at its one element.
func storedInto(x *ssa.Alloc) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *x.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == x {
				out = append(out, ref.Val)
			}
		case *ssa.IndexAddr:
			if v := storedAt(ref); v != nil {
				out = append(out, v)
			}
		}
	}
	return out
}

// work is a call that handles a message and can fail.
type work struct {
	call ssa.CallInstruction
	err  ssa.Value // nil if nobody takes it
}

// works are the calls in a function that get what is in the flow and return an error,
// in the order of the source.
func (f *flow) works(fn *ssa.Function) []work {
	var out []work
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || !f.gets(call) || !fails(call) || f.p.idle(call) {
				continue
			}
			out = append(out, work{call, errorOf(call)})
		}
	}
	return out
}

// gets reports whether a call is given anything of the flow.
func (f *flow) gets(call ssa.CallInstruction) bool {
	return slices.ContainsFunc(call.Common().Args, func(a ssa.Value) bool { return f.vals[a] || f.vals[base(a)] })
}

func fails(call ssa.CallInstruction) bool {
	results := call.Common().Signature().Results()
	return results.Len() > 0 && isError(results.At(results.Len()-1).Type())
}

// errorOf is the error that a call returned, nil if it is not used.
func errorOf(call ssa.CallInstruction) ssa.Value {
	v, ok := call.(*ssa.Call)
	if !ok {
		return nil
	}
	if isError(v.Type()) {
		if len(*v.Referrers()) == 0 {
			return nil
		}
		return v
	}
	last := v.Call.Signature().Results().Len() - 1
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == last && len(*x.Referrers()) > 0 {
			return x
		}
	}
	return nil
}

// hasRole reports whether a call has one of the roles that models give.
func (p *program) hasRole(call ssa.CallInstruction, roles ...string) bool {
	return slices.ContainsFunc(p.at[call], func(s *site) bool { return slices.Contains(roles, s.mc.Role) })
}

// idle reports whether a call only looks at what it is given: it acknowledges,
// answers, receives, decodes, encodes, formats or logs.
func (p *program) idle(call ssa.CallInstruction) bool {
	if r := p.relayOf(call); r != nil && r.Direction == Acknowledge {
		return true
	}
	for _, s := range p.at[call] {
		if s.mc.Publish != nil && p.replies(s, s.mc.Publish) {
			return true
		}
		if s.mc.Role != "" && s.mc.Role != roleWrite && s.mc.Role != roleRead || s.mc.Decode != nil || s.mc.Encode != nil || s.mc.Consume != nil || s.mc.Deliver != nil {
			return true
		}
	}
	f := calledFunc(call)
	if f == nil {
		return false
	}
	return decodes(p, call) || hasAnyPrefix(f.Name(), idleNames) || f.Pkg() != nil && idlePackage(f.Pkg().Path())
}

// decodes reports whether a call decodes or checks what it is given: what fails
// once, fails each time.
func decodes(p *program, call ssa.CallInstruction) bool {
	if slices.ContainsFunc(p.at[call], func(s *site) bool { return s.mc.Decode != nil }) {
		return true
	}
	f := calledFunc(call)
	return f != nil && (hasAnyPrefix(f.Name(), decodeNames) || hasAnyPrefix(recvName(f), decoderNames) || f.Pkg() != nil && (strings.HasPrefix(f.Pkg().Path(), "encoding/") || f.Pkg().Path() == "strconv"))
}

var (
	decodeNames  = []string{"Unmarshal", "unmarshal", "Decode", "decode", "Parse", "parse", "Deserialize", "deserialize", "FromJSON", "FromString", "FromBytes", "Validate", "validate"}
	decoderNames = []string{"Validat", "validat", "Decoder", "decoder", "Deserializer", "deserializer"} // types
	idleNames    = []string{"Marshal", "marshal", "Encode", "encode", "Log", "log", "Print", "Close", "Is", "Has", "Get", "get", "New", "With"}
	idlePaths    = []string{"fmt", "log", "log/slog", "errors", "strings", "bytes", "strconv", "time", "sort", "context", "bufio"}
)

func hasAnyPrefix(name string, of []string) bool {
	return slices.ContainsFunc(of, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

func idlePackage(path string) bool {
	return slices.Contains(idlePaths, path) || strings.HasPrefix(path, "encoding/")
}

func isContext(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "Context" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context"
}
