package extract

import (
	"errors"
	"fmt"
	"go/types"
	"os"
	"path"
	"slices"

	"github.com/flowvet/flowvet/extract/internal/conform"
	"github.com/flowvet/flowvet/extract/internal/draft"
	"github.com/flowvet/flowvet/extract/internal/model"
	"github.com/flowvet/flowvet/extract/models"
)

// Models are the library models that are in force.
type Models struct {
	set   *model.Set
	files []ModelFile
}

// ModelFile is one library model.
type ModelFile struct {
	Name     string // of the file
	Library  string
	Broker   string // "" for a library that is no client
	Packages []string
	Tested   []string // modules at versions
	Text     []byte   // YAML
	Builtin  bool

	file *model.File
}

// A ModelError says what is wrong in model files, each with file:line:column.
type ModelError struct{ errs model.Errors }

// Error is every error on lines of its own, with an excerpt.
func (e *ModelError) Error() string { return e.errs.Error() }

// BuiltinModels are the models that flowvet comes with.
func BuiltinModels() (*Models, error) { return LoadModels() }

// LoadModels are the built-in models and those of some files. A file takes the place
// of the built-in model of the same library. What is wrong in them is a *ModelError.
func LoadModels(paths ...string) (*Models, error) {
	own, err := readModels(paths)
	if err != nil {
		return nil, err
	}
	all, err := models.Files()
	if err != nil {
		return nil, fmt.Errorf("built-in models: %w", err)
	}
	m := &Models{}
	for _, f := range all {
		replaced := func(o ModelFile) bool { return o.Library == f.Library }
		if !slices.ContainsFunc(own, replaced) {
			m.files = append(m.files, describe(f, path.Base(f.Name()), models.Text(f.Name()), true))
		}
	}
	m.files = append(m.files, own...)
	var files []*model.File
	for _, f := range m.files {
		files = append(files, f.file)
	}
	if m.set, err = model.Compile(files); err != nil {
		return nil, modelError(err)
	}
	return m, nil
}

// readModels parses files of users.
func readModels(paths []string) ([]ModelFile, error) {
	var own []ModelFile
	for _, name := range paths {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read model: %w", err)
		}
		f, err := model.Parse(name, text)
		if err != nil {
			return nil, modelError(err)
		}
		own = append(own, describe(f, name, text, false))
	}
	return own, nil
}

func describe(f *model.File, name string, text []byte, builtin bool) ModelFile {
	return ModelFile{
		Name: name, Library: f.Library, Broker: f.Broker, Packages: slices.Concat(f.Packages, f.Evaluate),
		Tested: f.Tested, Text: text, Builtin: builtin, file: f,
	}
}

func modelError(err error) error {
	var errs model.Errors
	if errors.As(err, &errs) {
		return &ModelError{errs}
	}
	return err
}

// Files are the models, the built-in ones first.
func (m *Models) Files() []ModelFile { return m.files }

// About are the import paths of the packages that users' models describe, sorted.
func (m *Models) About() []string {
	var paths []string
	for _, f := range m.files {
		if !f.Builtin {
			paths = append(paths, f.file.About()...)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// Conform holds users' models against the types of packages, by import path; what is
// said of other packages stays unchecked. What does not fit is a *ModelError.
func (m *Models) Conform(pkgs map[string]*types.Package) error {
	against := conform.Targets{Packages: map[string][]conform.Target{}}
	for path, pkg := range pkgs {
		against.Packages[path] = []conform.Target{{Pkg: pkg}}
	}
	var errs model.Errors
	for _, f := range m.files {
		if !f.Builtin {
			errs = append(errs, conform.Check(m.set, f.file, against)...)
		}
	}
	if len(errs) > 0 {
		return &ModelError{errs}
	}
	return nil
}

// Client reports whether a package is a modelled broker's client.
func (m *Models) Client(importPath string) bool { return m.set.Client(importPath) }

// Evaluated reports whether a package is a framework that is read from source,
// although it imports no client.
func (m *Models) Evaluated(importPath string) bool { return m.set.Evaluated(importPath) }

// Modelled reports whether any model describes a package.
func (m *Models) Modelled(importPath string) bool { return m.set.Modelled(importPath) }

// Draft proposes a model for a package by the names in it. It reports false if
// nothing in it looks like messaging.
func Draft(pkg *types.Package) ([]byte, bool) { return draft.Model(pkg) }
