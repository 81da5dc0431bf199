package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render"
)

// format is one in which a graph is written.
type format struct {
	name       string
	extensions []string // of files that are written so
	fence      string   // what a code fence in Markdown calls it; "" for Markdown itself
	write      func(io.Writer, *graph.Document, render.Options) error
}

// formats are those of -f; the first is the default. This is the place to add one.
var formats = []format{
	{"mermaid", []string{".mmd", ".mermaid"}, "mermaid", render.Mermaid},
	{"json", []string{".json"}, "json", func(w io.Writer, doc *graph.Document, _ render.Options) error { return render.JSON(w, doc) }},
	{"markdown", []string{".md", ".markdown"}, "", render.Markdown},
	{"asyncapi", []string{".yaml", ".yml"}, "yaml", render.AsyncAPI},
	{"asyncapi-json", nil, "json", render.AsyncAPIJSON},
	{"dot", []string{".dot", ".gv"}, "dot", render.DOT},
	{"d2", []string{".d2"}, "d2", render.D2},
	{"html", []string{".html", ".htm"}, "html", render.HTML},
	{"text", []string{".txt"}, "text", render.Text},
}

// withExtension are formats that are written otherwise in files of an extension.
var withExtension = map[[2]string]string{{"asyncapi", ".json"}: "asyncapi-json"}

func formatNames() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// formatNamed finds a format.
func formatNamed(name string) (format, error) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return format{}, wrongValue("format", name, formatNames())
	}
	return formats[i], nil
}

// in is the format for a file.
func (f format) in(file string) format {
	if other, ok := withExtension[[2]string{f.name, strings.ToLower(filepath.Ext(file))}]; ok {
		f, _ = formatNamed(other)
	}
	return f
}

// formatOf finds the format of a file by its extension.
func formatOf(file string) (format, error) {
	ext := strings.ToLower(filepath.Ext(file))
	i := slices.IndexFunc(formats, func(f format) bool { return slices.Contains(f.extensions, ext) })
	if i < 0 {
		return format{}, unknownExtension(file)
	}
	return formats[i], nil
}
