package main

import (
	"slices"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/cmd/flowvet/internal/settings"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/check"
	"github.com/flowvet/flowvet/graph/rules"
)

// accept leaves out the findings that the configuration or a directive in the code
// accepts, and adds those about what accepts nothing any more.
func accept(file *settings.File, ignores []analyzer.Ignore, found []check.Finding) []graph.Diagnostic {
	allowed, ignored := make([]bool, len(file.Check.Allow)), make([]bool, len(ignores))
	var out []graph.Diagnostic
	for _, f := range found {
		accepted := slices.Contains(file.Check.Off, f.Rule)
		for i, a := range file.Check.Allow {
			if a.Covers(f) {
				allowed[i], accepted = true, true
			}
		}
		for i, d := range ignores {
			if d.Rule == f.Rule && d.File == f.File && d.From <= f.Line && f.Line <= d.To {
				ignored[i], accepted = true, true
			}
		}
		if !accepted {
			out = append(out, f.Diagnostic)
		}
	}
	for i, a := range file.Check.Allow {
		if !allowed[i] {
			out = append(out, finding("stale-allow", staleAllow(a.Rule, a.Reason), file.Name, a.Line()))
		}
	}
	for i, d := range ignores {
		if rule, ok := rules.Find(d.Rule); ok && rule.Scope == rules.ScopeSystem && !ignored[i] {
			stale := finding("stale-allow", staleAllow(d.Rule, d.Reason), d.File, d.Line)
			stale.Column = d.Column
			out = append(out, stale)
		}
	}
	return slices.DeleteFunc(out, func(d graph.Diagnostic) bool { return slices.Contains(file.Check.Off, d.Rule) })
}

// finding is one that is not about endpoints.
func finding(id, message, file string, line int) graph.Diagnostic {
	rule, _ := rules.Find(id)
	return graph.Diagnostic{Rule: id, Severity: rule.Severity, Message: message, File: file, Line: line}
}
