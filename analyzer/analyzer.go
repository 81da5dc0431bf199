// Package analyzer runs the whole job: it loads Go modules, has their event flow
// extracted, and assembles the graph of it.
package analyzer

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/flowvet/flowvet/analyzer/internal/load"
	"github.com/flowvet/flowvet/extract"
	"github.com/flowvet/flowvet/graph"
)

// Config says what to analyze.
type Config struct {
	// Dir is the folder that the command was started in; positions are relative
	// to it, those in the graph only if everything that Args name is in it.
	Dir string
	// Args are package patterns or folders; none means the folder itself.
	Args []string
	// Tags are build tags.
	Tags []string
	// Tests adds the test files.
	Tests bool
	// Env are the environments whose deployment is preferred, the first most:
	// staging, prod. None is what the repository itself starts with.
	Env []string
	// Models are files with library models of the user's own.
	Models []string
	// Progress is told what is being done. It may be nil.
	Progress func(string)
}

// Problem is something that could not be analyzed as it stands.
type Problem = extract.Problem

// Ignore is a directive that findings are not to be reported.
type Ignore = extract.Ignore

// Result is what Run found.
type Result struct {
	Graph    *graph.Document
	Problems []Problem
	Ignores  []Ignore // directives in the code that was analyzed
	// Columns are those of the positions in Graph, which are lines; of several on one
	// line the first.
	Columns map[graph.Position]int
	Stats   string // what was done, in one line
}

// Error is why there is no graph.
type Error struct {
	Msg  string
	Hint string // what to do about it
	Code int    // 2 for wrong use, 3 if nothing could be analyzed
}

func (e *Error) Error() string { return e.Msg }

// Run analyzes what cfg names. When it fails, a Result may still have problems
// that explain why.
func Run(ctx context.Context, cfg Config) (*Result, error) {
	models, err := extract.LoadModels(cfg.Models...)
	if err != nil {
		return nil, err
	}
	programs, problems, err := load.Load(ctx, load.Config{
		Dir: cfg.Dir, Args: cfg.Args, Tags: cfg.Tags, Tests: cfg.Tests, Progress: cfg.Progress,
		Client: models.Client, Evaluated: models.Evaluated, Modelled: models.Modelled,
	})
	result := &Result{Problems: problems, Columns: map[graph.Position]int{}}
	switch {
	case errors.Is(err, load.ErrUsage):
		return nil, &Error{Msg: err.Error(), Code: 2}
	case errors.Is(err, load.ErrNothing) && len(problems) == 1:
		why := problems[0]
		why.Hint = ""
		return nil, &Error{Msg: why.String(), Hint: problems[0].Hint, Code: 3}
	case errors.Is(err, load.ErrNothing):
		return result, &Error{Msg: err.Error(), Code: 3}
	case err != nil:
		return nil, err
	}
	facts, err := result.evaluate(ctx, cfg, programs, models)
	if err != nil {
		return nil, err
	}
	if result.nothingLeft(facts) {
		return result, &Error{Msg: msgAllCrashed, Code: 3}
	}
	result.Graph = graph.Assemble(facts...)
	return result, nil
}

// evaluate extracts the event flow of each program. Only when none has a main is
// what they export evaluated too: a system's libraries are seen through the
// services that use them.
func (r *Result) evaluate(ctx context.Context, cfg Config, programs []*extract.Program, models *extract.Models) ([]graph.Facts, error) {
	library := true
	for _, p := range programs {
		library = library && !p.HasMain()
	}
	opt := extract.Options{Library: library, Env: cfg.Env, Progress: func(what string) {
		if cfg.Progress != nil {
			cfg.Progress("evaluate " + what)
		}
	}}
	var all []graph.Facts
	total := extract.Stats{Bounds: map[string]int{}}
	for _, p := range programs {
		found, err := extract.Run(ctx, p, models, opt)
		if err != nil {
			return nil, err
		}
		all = append(all, found.Facts)
		r.Ignores = append(r.Ignores, found.Ignores...)
		maps.Copy(r.Columns, found.Columns)
		total.Add(found.Stats)
		for _, problem := range found.Problems {
			if problem.File != "" {
				problem.File = relative(cfg.Dir, filepath.Join(p.Root, problem.File))
			}
			r.Problems = append(r.Problems, problem)
		}
	}
	slices.SortFunc(r.Problems, Problem.Compare)
	r.Problems = slices.Compact(r.Problems) // programs share configuration
	r.Stats = fmt.Sprintf("%d programs, %s", len(programs), total)
	return all, nil
}

const msgAllCrashed = "nothing could be analyzed, because of mistakes of flowvet's own"

// nothingLeft says whether crashes took everything. An empty graph would look like a
// system without messages.
func (r *Result) nothingLeft(facts []graph.Facts) bool {
	evaluated := slices.ContainsFunc(facts, func(f graph.Facts) bool { return len(f.Services)+len(f.Endpoints) > 0 })
	return !evaluated && slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Crash })
}

// relative is a path as one says it in a folder.
func relative(dir, path string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}
