package graph

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

//go:embed graph-v1.schema.json
var jsonSchema []byte

// JSONSchema returns the JSON Schema of a Document.
func JSONSchema() []byte { return slices.Clone(jsonSchema) }

// Encode writes the document as indented JSON. Lists that a reader may rely on
// are there even if they are empty.
func (d *Document) Encode(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d.withLists()); err != nil {
		return fmt.Errorf("encode graph: %w", err)
	}
	return nil
}

// withLists returns a copy of the document in which no required list is nil.
func (d *Document) withLists() *Document {
	out := *d
	out.Modules = orEmpty(d.Modules)
	out.Services = orEmpty(d.Services)
	out.Channels = orEmpty(d.Channels)
	out.Endpoints = orEmpty(slices.Clone(d.Endpoints))
	for i := range out.Endpoints {
		e := &out.Endpoints[i]
		e.Services, e.Trace = orEmpty(e.Services), orEmpty(e.Trace)
	}
	out.Flows = orEmpty(slices.Clone(d.Flows))
	for i := range out.Flows {
		f := &out.Flows[i]
		f.Publish, f.Consume = orEmpty(f.Publish), orEmpty(f.Consume)
	}
	out.Reactions = slices.Clone(d.Reactions)
	for i := range out.Reactions {
		out.Reactions[i].Publish = orEmpty(out.Reactions[i].Publish)
	}
	return &out
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
