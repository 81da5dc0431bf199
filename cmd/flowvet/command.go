package main

import (
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render"
	"github.com/spf13/cobra"
)

// format writes a graph in one of the formats of -f.
type format struct {
	name  string
	write func(io.Writer, *graph.Document) error
}

var formats = []format{
	{"mermaid", func(w io.Writer, doc *graph.Document) error { return render.Mermaid(w, doc, render.MermaidOptions{}) }},
	{"json", render.JSON},
}

// options are the flags of the commands that analyze.
type options struct {
	output  string
	format  string
	tags    []string
	tests   bool
	env     []string
	quiet   bool
	verbose bool

	stdout, stderr io.Writer
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
		RunE:          opt.analyze,
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(wrongFlag)
	opt.addFlags(root)
	root.Flags().StringVarP(&opt.format, "format", "f", formats[0].name, helpFormat(formats))
	must(root.RegisterFlagCompletionFunc("format", completeFormats(formats)))

	root.AddCommand(newGraphCommand(opt), newExplainCommand(opt), newCheckCommand(opt), newSchemaCommand(stdout), newVersionCommand(stdout))
	return root
}

func newGraphCommand(opt *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "graph [PATTERN | FOLDER]...",
		Short: helpGraph,
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			opt.format = "json"
			return opt.analyze(cmd, args)
		},
	}
	opt.addFlags(cmd)
	return cmd
}

func newSchemaCommand(stdout io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: helpSchema,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := stdout.Write(graph.JSONSchema())
			return err
		},
	}
}

func newVersionCommand(stdout io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: helpVersion,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(stdout, version())
			return err
		},
	}
}

// addFlags adds what all commands that analyze have in common.
func (opt *options) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&opt.output, "output", "o", "", helpOutput)
	f.StringSliceVar(&opt.tags, "tags", nil, helpTags)
	f.BoolVar(&opt.tests, "tests", false, helpTests)
	f.StringSliceVar(&opt.env, "env", nil, helpEnv)
	f.BoolVarP(&opt.quiet, "quiet", "q", false, helpQuiet)
	f.BoolVarP(&opt.verbose, "verbose", "v", false, helpVerbose)
}

// analyze runs the analysis and writes the whole graph.
func (opt *options) analyze(cmd *cobra.Command, args []string) error {
	return opt.write(cmd, args, formats)
}

// write runs the analysis and writes its result in one of the formats.
func (opt *options) write(cmd *cobra.Command, args []string, formats []format) error {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == opt.format })
	if i < 0 {
		return unknownFormat(opt.format, formats)
	}
	if err := checkOutput(opt.output); err != nil {
		return err
	}
	doc, err := opt.graph(cmd, args)
	if err != nil {
		return err
	}
	return writeOutput(opt.output, opt.stdout, func(w io.Writer) error {
		return formats[i].write(w, doc)
	})
}

// graph runs the analysis and says what the user should know beside its result.
func (opt *options) graph(cmd *cobra.Command, args []string) (*graph.Document, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("start folder: %w", err)
	}
	progress := newProgress(opt.stderr, !opt.quiet)
	result, err := analyzer.Run(cmd.Context(), analyzer.Config{
		Dir: dir, Args: args, Tags: opt.tags, Tests: opt.tests, Env: opt.env, Progress: progress.show,
	})
	progress.clear()
	opt.report(result, err != nil)
	if err != nil {
		return nil, err
	}
	return result.Graph, nil
}

// report prints what the user should know beside the result, or instead of it.
func (opt *options) report(result *analyzer.Result, failed bool) {
	if result == nil {
		return
	}
	if !opt.quiet || failed {
		for _, p := range result.Problems {
			fmt.Fprintln(opt.stderr, oneLine(p.String()))
		}
	}
	if opt.verbose && result.Stats != "" {
		fmt.Fprintln(opt.stderr, oneLine(result.Stats))
	}
}

func completeFormats(formats []format) cobra.CompletionFunc {
	return cobra.FixedCompletions(formatNames(formats), cobra.ShellCompDirectiveNoFileComp)
}

// must is for errors that only a mistake in this file can cause.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
