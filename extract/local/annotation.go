package local

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/flowvet/flowvet/extract/internal/directive"
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
)

const ruleBadDirective = "bad-directive"

// noted is a directive in this package.
type noted struct {
	*directive.Placed
	documents *types.Func // the function that it documents
	used      bool        // by ignoring a finding
}

// note reads the directives of a file.
func (p *program) note(f *ast.File) {
	found, wrong := directive.In(p.Fset, f)
	p.rule = ruleBadDirective
	for _, err := range wrong {
		p.report(Finding{Pos: err.Pos, End: err.End, Message: err.Msg})
	}
	for _, d := range found {
		n := &noted{Placed: d}
		if d.Func != nil {
			n.documents, _ = p.Info.Defs[d.Func.Name].(*types.Func)
		}
		p.directives = append(p.directives, n)
	}
}

// badDirectives finds directives that say nothing where they stand, and ignored rules
// that do not exist.
func (p *program) badDirectives() {
	var ids []string
	for _, r := range rules.All() {
		ids = append(ids, r.ID)
	}
	for _, n := range p.directives {
		rule, known := rules.Find(n.Rule)
		switch {
		case known && rule.Scope == rules.ScopeSystem:
			n.used = true // which only the whole system tells
		case n.Kind == directive.Ignore && !slices.Contains(ids, n.Rule):
			n.used = true
			p.report(Finding{Pos: n.Pos, End: n.End, Message: fmt.Sprintf("there is no rule %s%s", n.Rule, directive.Nearest(n.Rule, ids))})
		case !n.On.IsValid() && n.Kind != directive.Service && n.Kind != directive.Ignore:
			p.report(Finding{Pos: n.Pos, End: n.End, Message: fmt.Sprintf("flowvet:%s stands at no code: put it on the line before what it is about", n.Kind)})
		}
	}
}

// ignored reports whether a directive takes out a finding: one at its statement, or at
// the declaration that it documents.
func (p *program) ignored(f Finding) bool {
	ignored := false
	for _, n := range p.directives {
		if n.Kind == directive.Ignore && n.Rule == f.Rule && n.About(f.Pos) {
			n.used, ignored = true, true
		}
	}
	return ignored
}

// unusedIgnores finds directives that ignore nothing.
func (p *program) unusedIgnores() {
	for _, n := range p.directives {
		if n.Kind == directive.Ignore && !n.used {
			p.report(Finding{Pos: n.Pos, End: n.End, Message: fmt.Sprintf("nothing is ignored here: no finding of %s is left", n.Rule), Fixes: []Fix{{"Remove the directive", n.Pos, n.End, ""}}})
		}
	}
}

// directiveAt is the directive of a kind about the statement at a place.
func (p *program) directiveAt(pos token.Pos, kinds ...directive.Kind) *noted {
	for _, n := range p.directives {
		if slices.Contains(kinds, n.Kind) && n.documents == nil && n.About(pos) {
			return n
		}
	}
	return nil
}

// annotatedRelays makes relays of functions that a directive says publish or consume.
func (p *program) annotatedRelays() {
	for _, n := range p.directives {
		if n.documents == nil || n.Kind != directive.Publish && n.Kind != directive.Consume {
			continue
		}
		dir := graph.Publish
		if n.Kind == directive.Consume {
			dir = graph.Consume
		}
		p.relays[n.documents] = &Relay{Direction: dir, Broker: n.Values["broker"], Name: n.Values["name"], Param: -1}
	}
}

// directiveMismatch finds directives that contradict the call or the constant that
// they stand at.
func (p *program) directiveMismatch() {
	p.constantMismatch()
	for _, s := range p.sites {
		ep, kind, other := s.mc.Publish, directive.Publish, directive.Consume
		if ep == nil {
			ep, kind, other = s.mc.Consume, directive.Consume, directive.Publish
		}
		if ep == nil {
			continue
		}
		n := p.directiveAt(s.at.Common().Pos(), directive.Publish, directive.Consume)
		if n == nil {
			continue
		}
		if n.Kind == other && len(p.at[s.at]) == 1 {
			p.report(Finding{Pos: n.Pos, End: n.End, Message: fmt.Sprintf("the directive says %s, but %s %s", n.Kind, nameOf(s.at), verbs[kind])})
			continue
		}
		if why := p.contradicts(s, ep, n); why != "" {
			p.report(Finding{Pos: n.Pos, End: n.End, Message: why})
		}
	}
}

// constantMismatch finds channels that are constants of another value.
func (p *program) constantMismatch() {
	for _, n := range p.directives {
		name := n.Values["name"]
		if n.Kind != directive.Channel || name == "" {
			continue
		}
		for id, obj := range p.Info.Defs {
			c, ok := obj.(*types.Const)
			if !ok || !n.About(id.Pos()) || c.Val().Kind() != constant.String {
				continue
			}
			if value := constant.StringVal(c.Val()); value != name {
				p.report(Finding{Pos: n.Pos, End: n.End, Message: fmt.Sprintf("the directive says %s, but %s is %s", name, id.Name, value)})
			}
		}
	}
}

var verbs = map[directive.Kind]string{directive.Publish: "publishes", directive.Consume: "consumes"}

// contradicts says what a directive has wrong about a call, "" if nothing.
func (p *program) contradicts(s *site, ep *model.CompiledEndpoint, n *noted) string {
	if broker := n.Values["broker"]; broker != "" && s.mc.File.Broker != "" && ep.Broker == nil && broker != s.mc.File.Broker {
		return fmt.Sprintf("the directive says broker %s, but the call is one of %s", broker, s.mc.File.Broker)
	}
	name, known := p.channel(s, ep).text()
	if said := n.Values["name"]; said != "" && known && name != "" && said != name {
		return fmt.Sprintf("the directive says %s, but the code says %s", said, name)
	}
	return ""
}

// annotate proposes a directive above the statement at a place.
func (p *program) annotate(pos token.Pos, kind directive.Kind, broker string) []Fix {
	stmt := p.statement(pos)
	if stmt == nil {
		return nil
	}
	return []Fix{{
		Message: "Say the name in a directive",
		Pos:     stmt.Pos(), End: stmt.Pos(),
		Text: fmt.Sprintf("%s%s broker=%s name={name}\n", directive.Prefix, kind, broker),
	}}
}

// statement is the statement in a block that a place is in.
func (p *program) statement(pos token.Pos) ast.Node {
	for _, f := range p.Files {
		if pos < f.FileStart || pos >= f.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(f, pos, pos)
		for i, node := range path[:max(len(path)-1, 0)] {
			switch path[i+1].(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
				return node
			}
		}
	}
	return nil
}

// Annotated reports whether files have directives.
func Annotated(files []*ast.File) bool {
	return slices.ContainsFunc(files, func(f *ast.File) bool {
		found, wrong := directive.Of(f)
		return len(found)+len(wrong) > 0
	})
}
