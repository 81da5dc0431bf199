package extract

import (
	"maps"
	"slices"

	"github.com/flowvet/flowvet/extract/internal/payload"
	"github.com/flowvet/flowvet/graph"
)

// events describes the types that the endpoints carry.
func (r *run) events(p *Program) {
	encodings := map[string][]string{} // by type
	for _, e := range r.Facts.Endpoints {
		if e.Event.Type != "" {
			encodings[e.Event.Type] = append(encodings[e.Event.Type], e.Event.Encoding)
		}
	}
	list := make([]payload.Source, len(p.Packages))
	for i, pkg := range p.Packages {
		list[i] = payload.Source{Types: pkg.Types, Files: pkg.Files, Info: pkg.Info}
	}
	sources := payload.NewSources(list)
	for _, name := range slices.Sorted(maps.Keys(encodings)) {
		t := r.built.program.EventType(name)
		if t == nil {
			continue
		}
		r.Facts.Events = append(r.Facts.Events, graph.EventType{
			Type: name, Version: sources.Version(t), Schema: sources.Schema(t, encodingOf(encodings[name])),
		})
	}
}

// encodingOf is the one that a type's schema follows: of several json, else the first by
// name.
func encodingOf(seen []string) string {
	if slices.Contains(seen, "json") {
		return "json"
	}
	return slices.Max(seen)
}
