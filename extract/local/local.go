package local

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/extract/models"
)

// Package is what the checks look at: one package with its syntax.
type Package struct {
	Fset  *token.FileSet
	Types *types.Package
	Info  *types.Info
	Files []*ast.File
	// Relay is what another package said of one of its functions; nil if nothing.
	Relay func(*types.Func) *Relay
}

// Finding is a violation of a rule.
type Finding struct {
	Rule     string
	Pos, End token.Pos
	Message  string
	Related  []Related
	Fixes    []Fix
}

// Related is another place that a finding is about.
type Related struct {
	Pos     token.Pos
	Message string
}

// Fix is a change that settles a finding.
type Fix struct {
	Message  string
	Pos, End token.Pos
	Text     string
}

// Result is what Check found.
type Result struct {
	Findings []Finding
	// Relays are the package's own, by function or interface method.
	Relays map[*types.Func]*Relay
}

// Talks reports whether a package imports a modelled client. Clients are not looked
// at: their models say what they do.
func Talks(pkg *types.Package) (bool, error) {
	paths := imported(pkg)
	if len(paths) == 0 {
		return false, nil
	}
	paths[pkg.Path()] = true
	set, err := models.For(paths)
	if err != nil || set.Modelled(pkg.Path()) {
		return false, err
	}
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return set.Client(p.Path()) }), nil
}

// imported are the paths of what a package imports that could be modelled. Clients
// are no part of the standard library.
func imported(pkg *types.Package) map[string]bool {
	paths := map[string]bool{}
	for _, p := range pkg.Imports() {
		if first, _, _ := strings.Cut(p.Path(), "/"); strings.Contains(first, ".") {
			paths[p.Path()] = true
		}
	}
	return paths
}

// Check applies all rules to a package.
func Check(pkg *Package) (*Result, error) {
	p, err := build(pkg)
	if err != nil {
		return nil, err
	}
	p.findRelays()
	for _, c := range checks {
		p.rule = c.rule
		c.find(p)
	}
	p.settle()
	return &Result{Findings: p.findings, Relays: p.relays}, nil
}

// checks are the rules in the order of the catalogue, which has their texts.
var checks = []struct {
	rule string
	find func(*program)
}{
	{"auto-ack", (*program).autoAck},
	{"bad-directive", (*program).badDirectives},
	{"consumer-stops", (*program).consumerStops},
	{"directive-mismatch", (*program).directiveMismatch},
	{"dual-write", (*program).dualWrite},
	{"early-ack", (*program).earlyAck},
	{"handled-unread", (*program).handledUnread},
	{"no-deadline", (*program).noDeadline},
	{"not-persistent", (*program).notPersistent},
	{"publish-in-transaction", (*program).publishInTransaction},
	{"requeue-loop", (*program).requeueLoop},
	{"swallowed-error", (*program).swallowedError},
	{"unbounded-prefetch", (*program).unboundedPrefetch},
	{"unchecked-publish", (*program).uncheckedPublish},
	{"undrained-producer", (*program).undrainedProducer},
	{"unflushed-producer", (*program).unflushedProducer},
	{"unresolved-name", (*program).unresolvedName},
}

// report notes a finding of the running rule. Tests may be careless.
func (p *program) report(f Finding) {
	f.Rule = p.rule
	if !f.Pos.IsValid() || f.Rule != ruleBadDirective && strings.HasSuffix(p.Fset.Position(f.Pos).Filename, "_test.go") {
		return
	}
	for _, g := range p.findings {
		if g.Rule == f.Rule && g.Pos == f.Pos {
			return
		}
	}
	p.findings = append(p.findings, f)
}

// settle takes out what directives ignore, and sorts.
func (p *program) settle() {
	p.findings = slices.DeleteFunc(p.findings, p.ignored)
	p.rule = ruleBadDirective
	p.unusedIgnores()
	slices.SortStableFunc(p.findings, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Pos, b.Pos), strings.Compare(a.Rule, b.Rule)) })
}
