// Package rules is the catalogue: the texts of all rules, whoever applies them.
package rules

import (
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// Scope says what a rule looks at.
type Scope string

// The scopes.
const (
	// ScopeCode rules look at one package at a time, in go vet.
	ScopeCode Scope = "code"
	// ScopeSystem rules look at the event flow of a whole system.
	ScopeSystem Scope = "system"
)

// Rule is the text of a rule: what explaining it and the reference page say, and what
// findings point to.
type Rule struct {
	ID       string // lower case with dashes
	Title    string // what is wrong, in a few words
	Scope    Scope
	Group    string // of a code rule: publishing, consuming, annotations
	Severity graph.Severity
	// Off says that the rule reports only where it is asked for: what it finds is
	// true, but many accept it.
	Off     bool
	What    string // what is reported, and what is not
	Why     string // what goes wrong at run time
	Bad     string // an example, Go or a sketch of the flow
	Good    string // the same without the fault
	Sources []string
}

// All returns every rule: those of the system, then those of the vet pass.
func All() []Rule { return slices.Concat(System(), Code()) }

// Find returns the rule with an ID.
func Find(id string) (Rule, bool) {
	all := All()
	i := slices.IndexFunc(all, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return all[i], true
}
