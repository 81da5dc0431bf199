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
	all, err := Files()
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
		f, err := model.Parse(entry.Name(), data)
		if err != nil {
			return nil, fmt.Errorf("built-in model: %w", err)
		}
		out = append(out, f)
	}
	return out, nil
}
