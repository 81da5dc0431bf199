package render

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// contentTypes are those of encodings that have one.
var contentTypes = map[string]string{
	"json": "application/json", "protojson": "application/json", "protobuf": "application/x-protobuf", "avro": "application/vnd.apache.avro",
	"xml": "application/xml", "msgpack": "application/msgpack", "cbor": "application/cbor", "gob": "application/x-gob", "text": "text/plain",
}

// notInNames is what keys of AsyncAPI documents may not have.
var notInNames = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// componentName makes a text a key of AsyncAPI documents. One that loses something is
// told apart by a hash.
func componentName(text string) string {
	name := notInNames.ReplaceAllString(text, "_")
	if name == text && len(name) <= 100 {
		return name
	}
	return fmt.Sprintf("%.60s-%.4x", strings.Trim(name, "_"), sha256.Sum256([]byte(text)))
}

// messageNames gives the Go types short keys. Types that are written the same without
// their import path are told apart by a hash of it.
func messageNames(doc *graph.Document) map[string]string {
	short := map[string][]string{}
	for _, e := range doc.Endpoints {
		if e.Event != nil && e.Event.Type != "" {
			name := componentName(eventName(e.Event.Type))
			short[name] = distinct(append(short[name], e.Event.Type))
		}
	}
	names := map[string]string{}
	for name, types := range short {
		for _, t := range types {
			names[t] = name
			if len(types) > 1 {
				names[t] = fmt.Sprintf("%s-%.4x", name, sha256.Sum256([]byte(t)))
			}
		}
	}
	return names
}

// message adds the message of a type, and returns its key.
func (a *api) message(e *graph.Event) string {
	key := a.names[e.Type]
	if a.Components.Messages[key] != nil {
		return key
	}
	m := &apiMessage{Name: eventName(e.Type), ContentType: contentTypes[e.Encoding], Extension: map[string]any{"type": e.Type}}
	a.Components.Messages[key] = m
	i := slices.IndexFunc(a.doc.Events, func(t graph.EventType) bool { return t.Type == e.Type })
	if i < 0 {
		return key
	}
	t := a.doc.Events[i]
	if t.Version != "" {
		m.Extension["version"] = t.Version
	}
	if t.Schema != nil {
		m.Description = t.Schema.Description
		m.Payload = &apiRef{"#/components/schemas/" + key}
		a.schema(key, t.Schema)
	}
	return key
}

// schema adds a payload's schema. What it defines becomes components beside it.
func (a *api) schema(key string, s *graph.PayloadSchema) {
	component := func(definition string) string { return componentName(key + "." + definition) }
	a.Components.Schemas[key] = withRefs(s, component)
	for name, d := range s.Defs {
		a.Components.Schemas[component(name)] = withRefs(d, component)
	}
}

// withRefs is a copy that refers to components for definitions.
func withRefs(s *graph.PayloadSchema, component func(string) string) *graph.PayloadSchema {
	if s == nil {
		return nil
	}
	out := *s
	out.Defs = nil
	if name, ok := strings.CutPrefix(s.Ref, "#/definitions/"); ok {
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		return &graph.PayloadSchema{Ref: "#/components/schemas/" + component(name)} // what stands beside a $ref is ignored
	}
	if len(s.Properties) > 0 {
		out.Properties = make(map[string]*graph.PayloadSchema, len(s.Properties))
		for name, p := range s.Properties {
			out.Properties[name] = withRefs(p, component)
		}
	}
	out.Items, out.Values = withRefs(s.Items, component), withRefs(s.Values, component)
	return &out
}
