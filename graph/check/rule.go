package check

import (
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// Scope says what a rule looks at.
type Scope string

// The scopes.
const (
	// Code rules look at one package at a time, in `go vet`.
	Code Scope = "code"
	// System rules look at the event flow of a whole system.
	System Scope = "system"
)

// Rule is the text of a rule: what `flowvet explain RULE` and docs/rules.md say, and
// what findings point to.
type Rule struct {
	ID       string // lower case with dashes
	Title    string // what is wrong, in a few words
	Scope    Scope
	Severity graph.Severity
	What     string // what is reported, and what is not
	Why      string // what goes wrong at run time
	Bad      string // an example, Go or a sketch of the flow
	Good     string // the same without the fault
	Sources  []string
}

// Rules returns all rules, those of the system first, each group by ID.
func Rules() []Rule { return slices.Concat(systemRules, codeRules) }

// ruleByID finds a rule.
var ruleByID = func() map[string]Rule {
	m := map[string]Rule{}
	for _, r := range Rules() {
		m[r.ID] = r
	}
	return m
}()

// Find returns the rule with an ID.
func Find(id string) (Rule, bool) {
	r, ok := ruleByID[strings.TrimSpace(id)]
	return r, ok
}
