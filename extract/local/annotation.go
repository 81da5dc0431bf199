package local

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/flowvet/flowvet/extract/internal/directive"
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
)

const ruleBadDirective = "bad-directive"

// noted is a directive with what it stands at.
type noted struct {
	*directive.Directive
	file      *token.File
	line      int         // the line that it stands in
	on        token.Pos   // where what it is about begins
	to        token.Pos   // where that ends
	documents *types.Func // the function that it documents
	used      bool
}

// note reads the directives of a file. One that does not document a declaration is
// about the statement in its line or the next one.
func (p *program) note(f *ast.File) {
	found, wrong := directive.Of(f)
	p.rule = ruleBadDirective
	for _, err := range wrong {
		p.report(Finding{Pos: err.Pos, End: err.End, Message: err.Msg})
	}
	file := p.Fset.File(f.Pos())
	for _, d := range found {
		n := &noted{Directive: d, file: file, line: file.Line(d.Pos)}
		p.place(f, n)
		p.directives = append(p.directives, n)
	}
}

// place finds what a directive is about: the smallest statement or declaration that
// begins in its line, or in the first line of code after its comment.
func (p *program) place(f *ast.File, n *noted) {
	next := n.line + 1
	for _, group := range f.Comments {
		if group.Pos() <= n.Pos && n.Pos < group.End() {
			next = n.file.Line(group.End()) + 1
		}
	}
	ast.Inspect(f, func(node ast.Node) bool {
		switch node.(type) {
		case ast.Stmt, ast.Spec, ast.Decl, *ast.Field:
		default:
			return node != nil
		}
		if block, ok := node.(*ast.BlockStmt); ok && block != nil {
			return true
		}
		line := n.file.Line(node.Pos())
		if line == n.line && node.Pos() < n.Pos || line == next {
			if !n.on.IsValid() {
				n.on, n.to = node.Pos(), node.End()
			}
			if fn, ok := node.(*ast.FuncDecl); ok {
				n.documents, _ = p.Info.Defs[fn.Name].(*types.Func)
			}
		}
		return true
	})
}

// badDirectives finds directives that say nothing where they stand, and ignored rules
// that do not exist.
func (p *program) badDirectives() {
	var ids []string
	for _, r := range rules.Code() {
		ids = append(ids, r.ID)
	}
	for _, n := range p.directives {
		switch {
		case n.Kind == directive.Ignore && !slices.Contains(ids, n.Rule):
			n.used = true
			p.report(Finding{Pos: n.Pos, End: n.End, Message: fmt.Sprintf("there is no rule %s%s", n.Rule, directive.Nearest(n.Rule, ids))})
		case !n.on.IsValid() && n.Kind != directive.Service && n.Kind != directive.Ignore:
			p.report(Finding{Pos: n.Pos, End: n.End, Message: fmt.Sprintf("flowvet:%s stands at no code: put it on the line before what it is about", n.Kind)})
		}
	}
}

// ignored reports whether a directive takes out a finding: one at its statement, or at
// the declaration that it documents.
func (p *program) ignored(f Finding) bool {
	ignored := false
	for _, n := range p.directives {
		if n.Kind == directive.Ignore && n.Rule == f.Rule && n.on <= f.Pos && f.Pos < n.to {
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
		if slices.Contains(kinds, n.Kind) && n.documents == nil && n.on <= pos && pos < n.to {
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

// directiveMismatch finds directives that contradict the call that they stand at.
func (p *program) directiveMismatch() {
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

// annotate proposes a directive above a statement.
func (p *program) annotate(pos token.Pos, kind directive.Kind, broker string) []Fix {
	file := p.Fset.File(pos)
	if file == nil {
		return nil
	}
	start := file.LineStart(file.Line(pos))
	return []Fix{{
		Message: "Say the name in a directive",
		Pos:     start, End: start,
		Text: fmt.Sprintf("%s%s broker=%s name={name}\n", directive.Prefix, kind, broker),
	}}
}

// Annotated reports whether files have directives.
func Annotated(files []*ast.File) bool {
	return slices.ContainsFunc(files, func(f *ast.File) bool {
		found, wrong := directive.Of(f)
		return len(found)+len(wrong) > 0
	})
}
