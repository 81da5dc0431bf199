package eval

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// messagesOf is an iterator that brings the messages of a subscription, in the form
// that its yield function takes them: alone, or with an error or index beside.
func (a *activation) messagesOf(sub *subscription, file *model.File, t types.Type) Set {
	iterates, ok := t.Underlying().(*types.Signature)
	if !ok || iterates.Params().Len() != 1 {
		return a.m.unknown(t, "messages")
	}
	yields, ok := iterates.Params().At(0).Type().Underlying().(*types.Signature)
	if !ok || yields.Params().Len() == 0 {
		return a.m.unknown(t, "messages")
	}
	params := yields.Params()
	at := a.messageParam(params)
	parts := make([]Set, params.Len())
	for i := range parts {
		parts[i] = a.m.unknown(params.At(i).Type(), params.At(i).Name())
	}
	parts[at] = a.messageValue(sub, file, params.At(at).Type())
	return one(a.m.held("messages", sequence{{parts[0], parts[len(parts)-1]}}, parts...))
}

// messageParam is the parameter that takes the message: the first that a model knows
// as one, else the first.
func (a *activation) messageParam(params *types.Tuple) int {
	for i := range params.Len() {
		n, ok := types.Unalias(pointee(params.At(i).Type())).(*types.Named)
		if ok && n.Obj().Pkg() != nil && a.m.models.Message(n.Obj().Pkg().Path(), n.Obj().Name()) != nil {
			return i
		}
	}
	return 0
}

// placeParam is what is at a place among the arguments.
func (c *apiCall) placeParam(p model.Place) Set {
	return c.evalRaw(&model.Path{Base: model.BaseParam, Param: p.Index, Steps: p.Steps})
}

// deliverMethods calls the exported methods of an object with a message, those that
// take more than a context: a subscriber of which each method subscribes.
func (a *activation) deliverMethods(c *apiCall, mc *model.CompiledCall, d model.CompiledDeliver, sub *subscription, v Value, from Set) {
	for _, fn := range a.m.exportedMethods(typeOfValue(v)) {
		if !takesMessage(fn.Signature.Params()) {
			continue
		}
		args := append([]Set{one(unwrap(v))}, a.handlerArgs(c, mc, d, sub, fn)...)
		a.callHandler(c, &Func{fn: fn, id: "method"}, args, from, sub)
	}
}

func takesMessage(params *types.Tuple) bool {
	for i := range params.Len() {
		if !isContext(params.At(i).Type()) {
			return true
		}
	}
	return false
}

// exportedMethods are those methods of a type that have a body here.
func (m *machine) exportedMethods(t types.Type) []*ssa.Function {
	if _, isFunc := underlying(t).(*types.Signature); t == nil || isFunc || types.IsInterface(t) {
		return nil
	}
	var out []*ssa.Function
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		if sel := set.At(i); sel.Obj().Exported() {
			if fn := m.prog.SSA.MethodValue(sel); fn != nil && len(fn.Blocks) > 0 && m.prog.evaluated(fn) {
				out = append(out, fn)
			}
		}
	}
	return out
}

func underlying(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}
