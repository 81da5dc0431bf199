package graph

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// eventTypes are the types that the document's endpoints carry, with what the facts
// know of them. Where programs differ about a type, as two copies of one package may,
// the longer description counts.
func eventTypes(facts Facts, endpoints []*endpoint) []EventType {
	channels := map[string][]string{} // names by type
	for _, e := range endpoints {
		for _, t := range append(e.events, e.Event.Type) {
			if t != "" {
				channels[t] = append(channels[t], e.Channel.Text)
			}
		}
	}
	known := map[string]EventType{}
	for _, e := range facts.Events {
		have, ok := known[e.Type]
		if a, b := content(e), content(have); !ok || cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) > 0 {
			known[e.Type] = e
		}
	}
	var out []EventType
	for t, names := range channels {
		e := known[t]
		e.Type = t
		e.Version = cmp.Or(versionOfType(t, facts.Modules), versionOfChannels(names), e.Version)
		out = append(out, e)
	}
	return out
}

var (
	typeVersion    = regexp.MustCompile(`[a-z0-9]V([0-9]+)$`)
	packageVersion = regexp.MustCompile(`^[a-z_]*v([0-9]+)$`)
	channelVersion = regexp.MustCompile(`(?i)(?:^|[._/:-])v([0-9]+)(?:[._/:-]|$)`)
)

// versionOfType is the version in a type's name (OrderCreatedV2), else in that of its
// package (events/v2, eventsv2). The major version of a module is none of its events.
func versionOfType(name string, modules []Module) string {
	name, _, _ = strings.Cut(strings.TrimLeft(name, "[]"), "[") // type arguments
	slash := strings.LastIndexByte(name, '/') + 1
	dot := strings.IndexByte(name[slash:], '.')
	if dot < 0 {
		return ""
	}
	dot += slash
	if m := typeVersion.FindStringSubmatch(name[dot+1:]); m != nil {
		return m[1]
	}
	pkg := name[:dot]
	if slices.ContainsFunc(modules, func(m Module) bool { return m.Path == pkg }) {
		return ""
	}
	if m := packageVersion.FindStringSubmatch(name[slash:dot]); m != nil {
		return m[1]
	}
	return ""
}

// versionOfChannels is the version that all names of channels have which have one:
// orders.v2.created.
func versionOfChannels(names []string) string {
	version := ""
	for _, name := range names {
		m := channelVersion.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		if version != "" && version != m[1] {
			return ""
		}
		version = m[1]
	}
	return version
}
