package eval

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// libraryFunc is the function that a package variable of a library stands for, as a
// model names it: cloudevents.NewClient, which the SDK assigns.
type libraryFunc struct{ fn *types.Func }

func (f libraryFunc) called(c *apiCall) {
	c.fn = f.fn
	c.a.modelled(c)
}

// variable is what was loaded, or the modelled function that it is known to be.
func (a *activation) variable(load *ssa.UnOp, loaded Set) Set {
	g, ok := load.X.(*ssa.Global)
	if !ok || g.Pkg == nil {
		return loaded
	}
	sig, ok := load.Type().Underlying().(*types.Signature)
	if !ok || a.m.prog.bodies[g.Pkg] || len(a.m.models.Lookup(g.Pkg.Pkg.Path(), "", g.Name())) == 0 {
		return loaded
	}
	fn := types.NewFunc(token.NoPos, g.Pkg.Pkg, g.Name(), sig)
	return one(a.m.held(fn.FullName(), libraryFunc{fn}))
}
