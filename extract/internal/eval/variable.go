package eval

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// variable is the function that a package variable of a library stands for, as a
// model names it: cloudevents.NewClient, which the SDK assigns.
func (a *activation) variable(called ssa.Value) *types.Func {
	load, ok := called.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	g, ok := load.X.(*ssa.Global)
	if !ok || g.Pkg == nil || len(a.m.models.Lookup(g.Pkg.Pkg.Path(), "", g.Name())) == 0 {
		return nil
	}
	sig, ok := load.Type().Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	return types.NewFunc(token.NoPos, g.Pkg.Pkg, g.Name(), sig)
}
