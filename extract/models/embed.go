// Package models holds the library models that flowvet comes with, one YAML
// file a library. FORMAT.md explains the notation.
package models

import (
	"embed"
	"fmt"

	"github.com/flowvet/flowvet/extract/internal/model"
)

//go:embed *.yaml
var files embed.FS

// Builtin compiles all built-in models.
func Builtin() (*model.Set, error) {
	return compile(Files())
}

// For compiles the built-in models that describe one of the packages. Parsing all takes
// longer than vetting a package does.
func For(imports map[string]bool) (*model.Set, error) {
	want := func(data []byte) bool { return mentions(data, imports) }
	return compile(parse(want))
}

// mentions reports whether any word of a file is one of the import paths.
func mentions(data []byte, paths map[string]bool) bool {
	start := 0
	for i, c := range data {
		if !separator[c] {
			continue
		}
		if start < i && paths[string(data[start:i])] {
			return true
		}
		start = i + 1
	}
	return false
}

// separator tells what cannot be in an import path from what can, as YAML goes.
var separator = [256]bool{' ': true, '\n': true, '\r': true, '\t': true, ',': true, '[': true, ']': true, '{': true, '}': true, '\'': true, '"': true}

func compile(all []*model.File, err error) (*model.Set, error) {
	if err != nil {
		return nil, err
	}
	set, err := model.Compile(all)
	if err != nil {
		return nil, fmt.Errorf("built-in models: %w", err)
	}
	return set, nil
}

// Files parses the built-in models, in the order of their names.
func Files() ([]*model.File, error) {
	return parse(every)
}

// Text is the content of a built-in model's file.
func Text(name string) []byte {
	data, _ := files.ReadFile(name)
	return data
}

func every([]byte) bool { return true }

func parse(want func(data []byte) bool) ([]*model.File, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list built-in models: %w", err)
	}
	var out []*model.File
	for _, entry := range entries {
		data, err := files.ReadFile(entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read built-in model: %w", err)
		}
		if !want(data) {
			continue
		}
		f, err := model.Parse(entry.Name(), data)
		if err != nil {
			return nil, fmt.Errorf("built-in model: %w", err)
		}
		out = append(out, f)
	}
	return out, nil
}
