package check

import (
	"cmp"
	"slices"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
)

// Options are what the users of a system declare of it. Channels are names, ids, or
// patterns with *.
type Options struct {
	// Owners says which service alone may publish to a channel.
	Owners []Owner
	// Ordered are the channels whose messages need a key, since their order counts.
	Ordered []string
}

// Owner is the one service that may publish to the channels of a name.
type Owner struct{ Channel, Service string }

// check is a rule with what finds its violations.
type check struct {
	rule string
	find func(*system, func(finding))
}

// finding is a diagnostic whose rule is known from the table.
type finding struct {
	message string
	at      place
	related []graph.Related
}

// checks are the rules over a document, each with its ID in the catalogue. This is
// the place to add one; package rules has its text.
var checks = []check{
	{"unconsumed", unconsumed},
	{"unpublished", unpublished},
	{"near-miss", nearMisses},
	{"unroutable", unroutable},
	{"unfed-queue", unfedQueues},
	{"outside-stream", outsideStreams},
	{"payload-mismatch", payloadMismatches},
	{"encoding-mismatch", encodingMismatches},
	{"competing-services", competingServices},
	{"shared-group", sharedGroups},
	{"reaction-cycle", cycles},
	{"no-dead-letter", missingDeadLetters},
	{"foreign-producer", foreignProducers},
	{"unkeyed", unkeyed},
}

// Run applies every rule to a document. Diagnostics are sorted by file, line, rule
// and message; equal documents give equal diagnostics.
func Run(doc *graph.Document, opt Options) []graph.Diagnostic {
	s := newSystem(doc, opt)
	var out []graph.Diagnostic
	for _, c := range checks {
		rule, _ := rules.Find(c.rule)
		c.find(s, func(f finding) {
			out = append(out, graph.Diagnostic{
				Rule: c.rule, Severity: rule.Severity, Message: f.message,
				File: f.at.File, Line: f.at.Line, Related: f.related,
			})
		})
	}
	Sort(out)
	return out
}

// Sort puts diagnostics in the order in which they are printed.
func Sort(list []graph.Diagnostic) {
	slices.SortStableFunc(list, func(a, b graph.Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
}
