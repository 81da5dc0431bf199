package eval

import (
	"go/types"

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
