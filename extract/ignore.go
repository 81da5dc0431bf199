package extract

import (
	"go/ast"
	"go/token"

	"github.com/flowvet/flowvet/extract/internal/directive"
)

// Ignore is a directive //flowvet:ignore RULE REASON: findings of the rule are not
// reported from line From to line To. File is relative to Program.Root.
type Ignore struct {
	Rule, Reason string
	File         string
	Line, Column int // of the directive
	From, To     int
}

// ignores are the directives in the user's own packages.
func (p *Program) ignores() []Ignore {
	var out []Ignore
	for _, pkg := range p.Packages {
		if !pkg.Main {
			continue
		}
		for _, f := range pkg.Files {
			out = append(out, ignoresIn(p.Fset, f, p.Root)...)
		}
	}
	return out
}

func ignoresIn(fset *token.FileSet, f *ast.File, root string) []Ignore {
	var out []Ignore
	found, _ := directive.In(fset, f)
	for _, d := range found {
		if d.Kind != directive.Ignore {
			continue
		}
		at := fset.Position(d.Pos)
		i := Ignore{Rule: d.Rule, Reason: d.Reason, File: relative(root, at.Filename), Line: at.Line, Column: at.Column, From: at.Line, To: at.Line}
		if d.On.IsValid() {
			i.From, i.To = fset.Position(d.On).Line, fset.Position(d.To).Line
		}
		out = append(out, i)
	}
	return out
}
