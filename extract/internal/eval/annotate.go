package eval

import (
	"cmp"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/directive"
	"github.com/flowvet/flowvet/graph"
)

// annotate fills in what directives say of an endpoint where evaluating ended: at one
// of the calls on the way to the client's, or at the function around it. The nearest
// to the client counts first. What was found stays.
func (m *machine) annotate(g *graph.EndpointFact, trace []frame) {
	for i := len(trace) - 1; i >= 0; i-- {
		f, ok := m.prog.parsedAt(trace[i].pos)
		if !ok {
			continue
		}
		for _, d := range m.prog.directivesIn(f.file) {
			if string(d.Kind) == string(g.Direction) && d.About(trace[i].pos) {
				m.fill(g, d)
			}
		}
	}
}

// directivesIn are the directives of a file, read once.
func (p *Program) directivesIn(f *ast.File) []*directive.Placed {
	if found, ok := p.directives[f]; ok {
		return found
	}
	if p.directives == nil {
		p.directives = map[*ast.File][]*directive.Placed{}
	}
	found, _ := directive.In(p.SSA.Fset, f)
	p.directives[f] = found
	return found
}

// fill takes from a directive what an endpoint lacks. A directive about another
// broker is about another call of the same statement.
func (m *machine) fill(g *graph.EndpointFact, d *directive.Placed) {
	if broker := d.Values["broker"]; broker != "" && g.Broker != "" && broker != g.Broker {
		return
	}
	if name := d.Values["name"]; name != "" && g.Channel.Resolution != graph.Exact {
		g.Channel = annotatedName(name)
		if exchange, key, ok := strings.Cut(name, "/"); ok && g.Kind == graph.Exchange {
			g.Exchange, g.RoutingKey = annotatedName(exchange), annotatedName(key)
		}
		at := m.at(d.Pos)
		g.Provenance = []graph.Step{{Kind: "directive", File: at.File, Line: at.Line, Text: name}}
	}
	if group := d.Values["group"]; group != "" && g.Group.Resolution != graph.Exact {
		g.Group = annotatedName(group)
	}
	g.Event.Type = cmp.Or(g.Event.Type, d.Values["event"])
}

// annotatedVariable is what was loaded from a package's variable, or the name of a
// channel that a directive gives it where that is not known.
func (a *activation) annotatedVariable(load *ssa.UnOp, loaded Set) Set {
	g, ok := load.X.(*ssa.Global)
	if !ok || !isString(load.Type()) {
		return loaded
	}
	if _, exact := loaded.exactText(); exact {
		return loaded
	}
	f, ok := a.m.prog.parsedAt(g.Pos())
	if !ok {
		return loaded
	}
	for _, d := range a.m.prog.directivesIn(f.file) {
		if name := d.Values["name"]; d.Kind == directive.Channel && name != "" && d.About(g.Pos()) {
			return one(annotatedText(name, &prov{kind: "directive", pos: d.Pos, text: name}))
		}
	}
	return loaded
}

// annotatedText is a name as people write it, as a text.
func annotatedText(name string, from *prov) *Text {
	var parts []textPart
	for {
		literal, rest, ok := strings.Cut(name, "{")
		inside, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return newText(append(parts, textPart{lit: name}), from)
		}
		parts = append(parts, textPart{lit: literal}, textPart{hole: &hole{kind: runtimeHole, name: inside}})
		name = after
	}
}

// annotatedName is a name as people write it: with {holes} for what run time decides.
func annotatedName(text string) graph.Name {
	if strings.ContainsAny(text, "{}") {
		return graph.Name{Text: text, Resolution: graph.Pattern}
	}
	return graph.Name{Text: text, Resolution: graph.Exact}
}
