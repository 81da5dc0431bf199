package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/cmd/flowvet/internal/settings"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render"
	"github.com/spf13/cobra"
)

// options are the flags of the commands that analyze.
type options struct {
	tags    []string
	tests   bool
	env     []string
	quiet   bool
	verbose bool
	color   string

	models []string // files with models of the user's own

	dir      string // where patterns start; "" is the current folder
	revision string // of which dir has the files; "" is what is here

	stdout, stderr io.Writer
}

// folder is where patterns start.
func (opt *options) folder() (string, error) {
	if opt.dir != "" {
		return opt.dir, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("start folder: %w", err)
	}
	return dir, nil
}

// newCommand builds the command tree.
func newCommand(stdout, stderr io.Writer) *cobra.Command {
	opt := &options{stdout: stdout, stderr: stderr}
	root := &cobra.Command{
		Use:           "flowvet [PATTERN | FOLDER]...",
		Short:         helpShort,
		Long:          helpLong,
		Example:       helpExamples,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(wrongFlag)
	opt.addFlags(root)
	opt.addColor(root)
	root.RunE = newDrawing(opt, root).run

	root.AddCommand(newGraphCommand(opt), newExplainCommand(opt), newGenerateCommand(opt), newInitCommand(opt), newCheckCommand(opt),
		newDiffCommand(opt), newMergeCommand(opt), newModelsCommand(opt), newSchemaCommand(stdout), newVersionCommand(stdout), newManCommand())
	return root
}

func newGraphCommand(opt *options) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "graph [PATTERN | FOLDER]...",
		Short: helpGraph,
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return opt.print(cmd, args, output, render.JSON)
		},
	}
	opt.addFlags(cmd)
	addOutput(cmd, &output)
	return cmd
}

func newSchemaCommand(stdout io.Writer) *cobra.Command {
	schemas := map[string][]byte{"graph": graph.JSONSchema(), "config": settings.JSONSchema()}
	kinds := slices.Sorted(maps.Keys(schemas))
	return &cobra.Command{
		Use:       "schema [graph | config]",
		Short:     helpSchema,
		Args:      cobra.ArbitraryArgs,
		ValidArgs: kinds,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"graph"}
			}
			schema, ok := schemas[args[0]]
			if !ok || len(args) > 1 {
				return noSchema(args, kinds)
			}
			_, err := stdout.Write(schema)
			return err
		},
	}
}

// addFlags adds what all commands that analyze have in common.
func (opt *options) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&opt.tags, "tags", nil, helpTags)
	f.BoolVar(&opt.tests, "tests", false, helpTests)
	f.StringSliceVar(&opt.env, "env", nil, helpEnv)
	f.BoolVarP(&opt.quiet, "quiet", "q", false, helpQuiet)
	f.BoolVarP(&opt.verbose, "verbose", "v", false, helpVerbose)
}

// addOutput adds -o to a command that writes one thing.
func addOutput(cmd *cobra.Command, output *string) {
	cmd.Flags().StringVarP(output, "output", "o", "", helpOutput)
}

// print runs the analysis and writes its result, to standard output if no file is
// named.
func (opt *options) print(cmd *cobra.Command, args []string, output string, write func(io.Writer, *graph.Document) error) error {
	if err := checkOutput(output); err != nil {
		return err
	}
	if _, err := opt.settings(); err != nil {
		return err
	}
	doc, err := opt.graph(cmd, args)
	if err != nil {
		return err
	}
	return writeOutput(output, opt.stdout, func(w io.Writer) error { return write(w, doc) })
}

// graph runs the analysis for the graph alone.
func (opt *options) graph(cmd *cobra.Command, args []string) (*graph.Document, error) {
	result, err := opt.analyze(cmd, args)
	if err != nil {
		return nil, err
	}
	return result.Graph, nil
}

// analyze runs the analysis and says what the user should know beside its result.
func (opt *options) analyze(cmd *cobra.Command, args []string) (*analyzer.Result, error) {
	dir, err := opt.folder()
	if err != nil {
		return nil, err
	}
	tuneMemory()
	progress := newProgress(opt.stderr, !opt.quiet)
	result, err := analyzer.Run(cmd.Context(), analyzer.Config{
		Dir: dir, Args: args, Tags: opt.tags, Tests: opt.tests, Env: opt.env, Models: opt.models, Progress: progress.show,
	})
	progress.clear()
	opt.report(result, err != nil)
	if err != nil {
		return nil, err
	}
	return result, nil
}

// report prints what the user should know beside the result, or instead of it.
func (opt *options) report(result *analyzer.Result, failed bool) {
	if result == nil {
		return
	}
	if !opt.quiet || failed {
		for _, p := range result.Problems {
			fmt.Fprintln(opt.stderr, oneLine(inRevision(opt.revision, p.String())))
		}
	}
	if opt.verbose && result.Stats != "" {
		fmt.Fprintln(opt.stderr, oneLine(result.Stats))
	}
}

// must is for errors that only a mistake in this file can cause.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
