package local

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/directive"
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
)

// unresolvedName finds channels whose name is made in a way that cannot be followed,
// and that no directive gives.
func (p *program) unresolvedName() {
	for _, s := range p.sites {
		for _, e := range []struct {
			ep   *model.CompiledEndpoint
			kind directive.Kind
		}{{s.mc.Publish, directive.Publish}, {s.mc.Consume, directive.Consume}} {
			if e.ep == nil || e.ep.Mode == graph.Reply || p.directiveAt(s.at.Common().Pos(), e.kind) != nil {
				continue
			}
			if why := p.computed(p.channel(s, e.ep)); why != "" {
				p.report(Finding{
					Pos:     s.at.Common().Pos(),
					Message: fmt.Sprintf("the name of the channel is %s, which only run time knows", why),
					Fixes:   p.annotate(s.at.Common().Pos(), e.kind, s.mc.File.Broker),
				})
			}
		}
	}
}

// computed says what makes a name that nothing else decides: parameters, fields and
// what other packages return are decided elsewhere, such as by the configuration.
func (p *program) computed(name value) string {
	for _, v := range name.vals {
		switch v := v.(type) {
		case *ssa.Lookup:
			return "an entry of a map"
		case *ssa.UnOp:
			if element, ok := v.X.(*ssa.IndexAddr); ok && !slices.ContainsFunc(p.origins(element.X), argument) {
				return "an element of a list"
			}
		}
	}
	return ""
}

// argument reports whether a value comes from the command line.
func argument(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		g, ok := load.X.(*ssa.Global)
		return ok && g.Pkg.Pkg.Path() == "os"
	}
	call, _ := fromCall(v)
	if call == nil {
		return false
	}
	f := calledFunc(call)
	return f != nil && f.Pkg() != nil && f.Pkg().Path() == "flag"
}
