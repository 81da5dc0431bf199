package load

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"path/filepath"

	"github.com/flowvet/flowvet/extract"
)

// Config says what to load.
type Config struct {
	// Dir is the folder that the command was started in. Relative arguments are
	// taken from it, and positions are reported relative to it.
	Dir string
	// Args are package patterns (./..., import paths) or folders. A folder is one
	// system: every module under it is loaded. None means ".".
	Args []string
	// Tags are build tags.
	Tags []string
	// Tests adds the test files of the user's own packages.
	Tests bool
	// Env is the environment of the go command; nil is that of this process.
	Env []string
	// Client says whether a package is that of a modelled broker client.
	Client func(importPath string) bool
	// Evaluated says whether a package is a framework over clients whose function
	// bodies are needed, although it imports no client.
	Evaluated func(importPath string) bool
	// Modelled says whether any model describes a package, so that its function
	// bodies are never needed.
	Modelled func(importPath string) bool
	// Progress is told what is being done. It may be nil.
	Progress func(string)
}

// ErrUsage is returned, wrapped, when the arguments cannot be meant: a folder that
// does not exist, a file.
var ErrUsage = errors.New("wrong argument")

// ErrNothing is returned when no package could be loaded; the problems say why.
var ErrNothing = errors.New("no Go packages could be loaded")

// Load loads what the arguments name: one program for each workspace and for each
// module outside one, ordered by folder. What is broken or missing is left out and
// reported.
func Load(ctx context.Context, cfg Config) ([]*extract.Program, []Problem, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, nil, err
	}
	l := &loader{Config: cfg, ctx: ctx, fset: token.NewFileSet()}
	if err := l.readGoEnv(); err != nil {
		return nil, nil, err
	}
	targets, err := l.discover()
	if err != nil {
		return nil, nil, err
	}
	units := l.link(l.listAll(targets))
	l.parseAll(units)
	l.checkAll()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	var programs []*extract.Program
	for _, u := range units {
		l.report(u)
		if p := l.program(u); len(p.Packages) > 0 {
			programs = append(programs, p)
		}
	}
	if len(programs) == 0 {
		return nil, l.problems.sorted(), ErrNothing
	}
	return programs, l.problems.sorted(), nil
}

func (cfg Config) withDefaults() (Config, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return cfg, fmt.Errorf("start folder: %w", err)
	}
	cfg.Dir = dir
	if len(cfg.Args) == 0 {
		cfg.Args = []string{"."}
	}
	never := func(string) bool { return false }
	if cfg.Client == nil {
		cfg.Client = never
	}
	if cfg.Evaluated == nil {
		cfg.Evaluated = never
	}
	if cfg.Modelled == nil {
		cfg.Modelled = never
	}
	if cfg.Progress == nil {
		cfg.Progress = func(string) {}
	}
	return cfg, nil
}

// loader is the state of one call of Load.
type loader struct {
	Config
	ctx      context.Context
	goEnv    goEnv
	fset     *token.FileSet
	named    []string  // absolute folders that the arguments name
	modules  []*module // all of the user's own, ordered by folder
	order    []*node   // every package that was read, in a fixed order
	problems problems
}

// rel returns an absolute path relative to Dir, with slashes.
func (l *loader) rel(path string) string {
	if path == "" {
		return ""
	}
	return relTo(l.Dir, path)
}

func relTo(dir, path string) string {
	r, err := filepath.Rel(dir, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(r)
}
