package check

import (
	"slices"

	"github.com/flowvet/flowvet/graph"
)

// Allowance describes findings that are meant to be. An empty field fits anything, and
// in the others * stands for anything.
type Allowance struct {
	Rule    string // an ID, without *
	Channel string // a name, an ID, or broker:name
	Service string
	File    string
}

// Covers reports whether a finding is one of those.
func (a Allowance) Covers(f Finding) bool {
	fits := func(pattern, text string) bool { return pattern == "" || graph.Glob(pattern, text) }
	return a.Rule == f.Rule && fits(a.File, f.File) &&
		(a.Channel == "" || slices.ContainsFunc(f.Channels, func(c graph.Channel) bool { return graph.MatchesChannel(a.Channel, c) })) &&
		(a.Service == "" || slices.ContainsFunc(f.Services, func(s string) bool { return graph.Glob(a.Service, s) }))
}
