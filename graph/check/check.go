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

// finding is what a rule reports. It stands at the first of the endpoints that it is
// about.
type finding struct {
	message string
	about   []graph.Endpoint
	related []graph.Related
}

// Finding is a diagnostic with what it is about, as ids.
type Finding struct {
	graph.Diagnostic
	Channels []graph.Channel
	Services []string
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
	{"lost-on-restart", lostOnRestart},
	{"payload-mismatch", payloadMismatches},
	{"encoding-mismatch", encodingMismatches},
	{"competing-services", competingServices},
	{"shared-group", sharedGroups},
	{"reaction-cycle", cycles},
	{"no-dead-letter", missingDeadLetters},
	{"foreign-producer", foreignProducers},
	{"unkeyed", unkeyed},
}

// Run applies every rule to a document. Findings are sorted by file, line, rule and
// message; equal documents give equal findings.
func Run(doc *graph.Document, opt Options) []Finding {
	s := newSystem(doc, opt)
	var out []Finding
	for _, c := range checks {
		rule, _ := rules.Find(c.rule)
		c.find(s, func(f finding) { out = append(out, s.finding(rule, f)) })
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return out
}

func (s *system) finding(rule rules.Rule, f finding) Finding {
	at := placeOf(f.about[0])
	out := Finding{
		Diagnostic: graph.Diagnostic{
			Rule: rule.ID, Severity: rule.Severity, Message: f.message, File: at.File, Line: at.Line, Related: f.related,
		},
		Services: services(f.about),
	}
	out.Related = slices.DeleteFunc(out.Related, func(r graph.Related) bool { return r.File == at.File && r.Line == at.Line })
	for _, e := range f.about {
		c := s.channels[e.Channel]
		if !slices.ContainsFunc(out.Channels, func(o graph.Channel) bool { return o.ID == c.ID }) {
			out.Channels = append(out.Channels, c)
		}
	}
	return out
}
