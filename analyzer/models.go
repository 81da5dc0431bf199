package analyzer

import (
	"context"
	"errors"
	"fmt"
	"go/types"
	"strings"

	"github.com/flowvet/flowvet/extract"
	"golang.org/x/tools/go/packages"
)

// ModelFile is a library model, and ModelError what is wrong in one.
type (
	ModelFile  = extract.ModelFile
	ModelError = extract.ModelError
)

// Models returns the library models that are in force: the built-in ones, and those of
// the files. What is wrong in these is a *ModelError.
func Models(files ...string) ([]ModelFile, error) {
	m, err := extract.LoadModels(files...)
	if err != nil {
		return nil, err
	}
	return m.Files(), nil
}

// ValidateModels checks model files, and holds what they say of packages against the
// types of these, as the module in dir has them. What is wrong is a *ModelError.
// Unchecked are the packages that the module does not have.
func ValidateModels(ctx context.Context, dir string, files ...string) (unchecked []string, err error) {
	m, err := extract.LoadModels(files...)
	if err != nil {
		return nil, err
	}
	about := m.About()
	if len(about) == 0 {
		return nil, nil
	}
	loaded, err := loadTypes(ctx, dir, about...)
	if err != nil {
		return nil, err
	}
	pkgs := map[string]*types.Package{}
	for _, p := range loaded {
		if len(p.Errors) == 0 && p.Types != nil {
			pkgs[p.PkgPath] = p.Types
		}
	}
	for _, path := range about {
		if pkgs[path] == nil {
			unchecked = append(unchecked, path)
		}
	}
	return unchecked, m.Conform(pkgs)
}

// loadTypes loads packages that the module in dir can import, for their types.
func loadTypes(ctx context.Context, dir string, patterns ...string) ([]*packages.Package, error) {
	loaded, err := packages.Load(&packages.Config{
		Context: ctx, Dir: dir, Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile,
	}, patterns...)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", strings.Join(patterns, ", "), err)
	}
	return loaded, nil
}

// ErrNoMessaging says that nothing in a package looks like messaging.
var ErrNoMessaging = errors.New("nothing in it looks like messaging")

// DraftModel proposes a model for a package that the module in dir can import.
func DraftModel(ctx context.Context, dir, pattern string) ([]byte, error) {
	loaded, err := loadTypes(ctx, dir, pattern)
	if err != nil {
		return nil, err
	}
	if len(loaded) != 1 || loaded[0].Types == nil {
		return nil, &Error{Msg: fmt.Sprintf("%s is %d packages", pattern, len(loaded)), Hint: "name one package by its import path", Code: 2}
	}
	p := loaded[0]
	if len(p.Errors) > 0 {
		return nil, &Error{Msg: fmt.Sprintf("%s cannot be loaded: %s", pattern, p.Errors[0].Msg), Hint: "run `go get " + pattern + "` in a module that uses it", Code: 3}
	}
	text, ok := extract.Draft(p.Types)
	if !ok {
		return nil, fmt.Errorf("%s: %w", p.PkgPath, ErrNoMessaging)
	}
	return text, nil
}
