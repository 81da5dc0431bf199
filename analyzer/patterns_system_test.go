package analyzer_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// systemWords begin the lines about what is not messaging itself. They are compared
// where a fixture has any of them.
var systemWords = []string{"store", "in", "out", "reaction", "pattern"}

func wantsSystem(want []string) bool {
	return slices.ContainsFunc(want, func(line string) bool {
		word, _, _ := strings.Cut(line, " ")
		return slices.Contains(systemWords, word)
	})
}

// system are a graph's stores, integrations, reactions and patterns in the form of want.txt.
func (n *names) system(g *graph.Document) []string {
	channel := map[string]string{} // by endpoint
	for _, e := range g.Endpoints {
		channel[e.ID] = n.channels[e.Channel].Name
	}
	call := map[string]string{}
	for _, i := range g.Integrations {
		call[i.ID] = i.Name
	}
	does := func(publish, stores, calls []string) string {
		return n.list(" publish=", publish, channel) + n.list(" stores=", stores, nil) + n.list(" calls=", calls, call)
	}
	var lines []string
	for _, s := range g.Stores {
		for _, a := range s.Access {
			if n.inside(a.File) {
				lines = append(lines, fmt.Sprintf("store %s %s %s", s.ID, a.Operation, n.symbol(a.Function)))
			}
		}
	}
	for _, i := range g.Integrations {
		word := "out"
		if i.Incoming() {
			word = "in"
		}
		if n.inside(i.File) {
			lines = append(lines, fmt.Sprintf("%s %s %s %s%s", word, i.Kind, i.Name, n.symbol(i.Function), does(i.Publish, i.Stores, i.Calls)))
		}
	}
	for _, r := range g.Reactions {
		if e := g.Endpoints[slices.IndexFunc(g.Endpoints, func(e graph.Endpoint) bool { return e.ID == r.Consume })]; n.inside(e.Trace[0].File) {
			lines = append(lines, fmt.Sprintf("reaction %s %s%s", channel[e.ID], n.symbol(e.Handler), does(r.Publish, r.Stores, r.Calls)))
		}
	}
	for _, p := range g.Patterns {
		if n.inside(p.Evidence[0].File) {
			lines = append(lines, "pattern "+p.Kind+n.list(" ", p.Services, nil)+n.list(" at=", positions(p.Evidence, n), nil))
		}
	}
	return lines
}

func positions(list []graph.Position, n *names) []string {
	var out []string
	for _, p := range list {
		out = append(out, fmt.Sprintf("%s:%d", n.relative(p.File), p.Line))
	}
	return out
}

// list joins names, those of ids where there are.
func (n *names) list(key string, ids []string, of map[string]string) string {
	var out []string
	for _, id := range ids {
		if name, ok := of[id]; ok {
			id = name
		}
		out = append(out, id)
	}
	if len(out) == 0 {
		return ""
	}
	slices.Sort(out)
	return key + strings.Join(slices.Compact(out), ",")
}
