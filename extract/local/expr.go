package local

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// value is what an expression of a model is at a call: the origins of it. Unknown
// says that there may be others; neither is that it is empty.
type value struct {
	vals    []ssa.Value
	unknown bool
}

var unknown = value{unknown: true}

func (v value) empty() bool {
	return !v.unknown && !slices.ContainsFunc(v.vals, func(x ssa.Value) bool {
		s, ok := constText(x)
		return !ok || s != ""
	})
}

func (v value) join(o value) value {
	return value{append(v.vals[:len(v.vals):len(v.vals)], o.vals...), v.unknown || o.unknown}
}

// answer is yes, no, or that it is not known.
type answer int

const (
	maybe answer = iota
	yes
	no
)

// holds says whether a condition of a model is met: not empty, and not false.
func (v value) holds() answer {
	if v.unknown {
		return maybe
	}
	out := no
	for i, x := range v.vals {
		is := yes
		if c, ok := x.(*ssa.Const); ok && (zero(c) || isFalse(c)) {
			is = no
		} else if !ok && (basic(x.Type()) || !made(x)) {
			is = maybe
		}
		if i > 0 && is != out {
			return maybe
		}
		out = is
	}
	return out
}

// given says the same of a setting that counts as met where the program gives it a text
// that others decide: a group from the configuration is a group.
func (v value) given() answer {
	for _, x := range v.vals {
		if _, ok := x.(*ssa.Const); ok || !isText(x.Type()) {
			return v.holds()
		}
	}
	if len(v.vals) == 0 {
		return v.holds()
	}
	return yes
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isFalse(c *ssa.Const) bool {
	s, ok := constText(c)
	return ok && s == "false"
}

func basic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// made reports whether a value is certainly not nil.
func made(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.MakeClosure, *ssa.Function, *ssa.MakeChan, *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		return true
	}
	return false
}

// text is the one text that a value is.
func (v value) text() (string, bool) {
	if v.unknown || len(v.vals) == 0 {
		return "", false
	}
	first, ok := constText(v.vals[0])
	for _, x := range v.vals[1:] {
		if s, is := constText(x); !is || s != first {
			return "", false
		}
	}
	return first, ok
}

// maxDepth bounds how models' attributes lead to one another.
const maxDepth = 8

// eval is an expression of a model at a call.
func (p *program) eval(s *site, e *model.Expression) value { return p.evalDeep(s, e, 0) }

func (p *program) evalDeep(s *site, e *model.Expression, depth int) value {
	if e == nil || depth > maxDepth {
		return value{unknown: e != nil}
	}
	var out value
	for i := range e.Paths {
		if out = p.path(s, &e.Paths[i], depth); !out.empty() {
			return out
		}
	}
	return out
}

func (p *program) path(s *site, path *model.Path, depth int) value {
	v := p.base(s, path, depth)
	for _, step := range path.Steps {
		v = p.step(v, step, depth)
	}
	return p.followed(v)
}

// followed replaces values by where they come from.
func (p *program) followed(v value) value {
	out := value{unknown: v.unknown}
	for _, x := range v.vals {
		for _, o := range p.origins(x) {
			switch o := o.(type) {
			case *ssa.Const:
				if !zero(o) || o.Type() != nil && basic(o.Type()) {
					out.vals = append(out.vals, o)
				}
			case *ssa.Parameter, *ssa.FreeVar:
				out.unknown = true
				out.vals = append(out.vals, o)
			default:
				out.vals = append(out.vals, o)
			}
		}
	}
	return out
}

func (p *program) base(s *site, path *model.Path, depth int) value {
	recv, args := arguments(s.at)
	switch path.Base {
	case model.BaseParam:
		if path.Param < len(args) {
			return value{vals: args[path.Param : path.Param+1]}
		}
	case model.BaseRecv:
		if recv != nil {
			return value{vals: []ssa.Value{recv}}
		}
	case model.BaseResult:
		if call, ok := s.at.(*ssa.Call); ok {
			return value{vals: []ssa.Value{call}}
		}
	case model.BaseIt:
		if s.mc.Each != nil {
			v := p.evalDeep(s, s.mc.Each, depth+1)
			return p.step(v, model.Step{Kind: model.StepElements}, depth)
		}
	case model.BaseText:
		return p.textOf(s, path, depth)
	}
	return unknown
}

// textOf is a text of a model; one with holes is known to be there at most.
func (p *program) textOf(s *site, path *model.Path, depth int) value {
	var b strings.Builder
	for _, part := range path.Text {
		if part.Hole == nil {
			b.WriteString(part.Lit)
			continue
		}
		hole := p.evalDeep(s, part.Hole, depth+1)
		text, ok := hole.text()
		if !ok {
			return value{unknown: !hole.empty()}
		}
		b.WriteString(text)
	}
	return value{vals: []ssa.Value{ssa.NewConst(constant.MakeString(b.String()), types.Typ[types.String])}}
}

func (p *program) step(v value, step model.Step, depth int) value {
	out := value{unknown: v.unknown}
	for _, x := range v.vals {
		for _, o := range p.origins(x) {
			out = out.join(p.stepFrom(o, step, depth))
		}
	}
	return out
}

// stepFrom is a part of one value.
func (p *program) stepFrom(o ssa.Value, step model.Step, depth int) value {
	if alloc, ok := o.(*ssa.Alloc); ok && !isStruct(alloc.Type().(*types.Pointer).Elem()) && len(p.into(alloc)) > 0 { // a pointer to it
		return p.step(value{vals: p.into(alloc)}, step, depth)
	}
	switch step.Kind {
	case model.StepField:
		return p.fieldNamed(o, step.Name, depth)
	case model.StepElements, model.StepIndex:
		return elements(o)
	case model.StepKey:
		return entries(o, step.Name)
	}
	return unknown
}

func isStruct(t types.Type) bool {
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// fieldNamed is a field of an object, or an attribute that its constructor gave it.
func (p *program) fieldNamed(o ssa.Value, name string, depth int) value {
	if c, ok := o.(*ssa.Const); ok && zero(c) {
		return value{}
	}
	var out value
	known := false
	switch o := o.(type) {
	case *ssa.Alloc:
		known = len(p.into(o)) == 0 // else a copy of something else
	case *ssa.IndexAddr:
		known = true // an element of a literal
	case *ssa.Call:
		for _, s := range p.at[o] {
			for _, at := range s.mc.Make {
				known = true
				if at.Name == name {
					out = out.join(p.evalDeep(s, at.Value, depth+1))
				}
			}
		}
	}
	if i := fieldIndex(o.Type(), name); i >= 0 && o.Referrers() != nil {
		out.vals = append(out.vals, p.storedIn(o, i)...)
		known = known && (len(out.vals) > 0 || !p.others[fieldOf(o.Type(), i)] && !p.leaks(o))
	}
	if !known && len(out.vals) == 0 || p.setByCall(name) {
		out.unknown = true
	}
	return out
}

// leaks reports whether an object is given to code that is not here, which may set
// its fields.
func (p *program) leaks(o ssa.Value) bool {
	return slices.ContainsFunc(*o.Referrers(), func(ref ssa.Instruction) bool {
		call, ok := ref.(ssa.CallInstruction)
		return ok && p.at[call] == nil && p.callee(call) == nil && slices.Contains(call.Common().Args, o)
	})
}

// setByCall reports whether a call somewhere in the package gives an attribute.
func (p *program) setByCall(name string) bool {
	for _, s := range p.sites {
		for _, at := range s.mc.Set {
			if at.Name == name {
				return true
			}
		}
	}
	return false
}

func fieldIndex(t types.Type, name string) int {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return -1
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return i
		}
	}
	return -1
}
