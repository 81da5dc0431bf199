package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
	"github.com/spf13/cobra"
)

// Names that a shell completes are those of a graph that is at hand: of the files on the
// command line, of a JSON document that .flowvet.yaml lists, or else of an analysis, which
// ends when a person would not wait any longer.

// patience is how long a shell may wait for an analysis.
const patience = 3 * time.Second

// unquoted are names that a shell takes as they are. Only those are offered: names are
// those of analyzed code, and some shells would run what is in others.
var unquoted = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._/:@+-]*$`)

// completeNames offers names of the graph, and others that need none.
func (opt *options) completeNames(names func(*graph.Document) []string, others ...cobra.Completion) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		offers := slices.Clone(others)
		doc, err := opt.atHand(cmd.Context(), args)
		if err != nil {
			return cobra.AppendActiveHelp(offers, oneLine(noNames(err))), cobra.ShellCompDirectiveNoFileComp
		}
		for _, name := range names(doc) {
			if unquoted.MatchString(name) {
				offers = append(offers, name)
			}
		}
		return offers, cobra.ShellCompDirectiveNoFileComp
	}
}

// atHand is a graph that is there soon.
func (opt *options) atHand(ctx context.Context, args []string) (*graph.Document, error) {
	file, err := opt.settings()
	if err != nil {
		return nil, err
	}
	files := args
	if len(args) == 0 {
		args = file.Patterns
		for _, d := range file.Documents {
			if d.Block == "" && d.Focus == "" && filepath.Ext(d.File) == ".json" {
				files = append(files, filepath.Join(filepath.Dir(file.Path), filepath.FromSlash(d.File)))
			}
		}
	}
	union, read := graph.NewUnion(), false
	for _, name := range files {
		if doc, err := readGraph(name); err == nil {
			union.Add(name, doc)
			read = true
		}
	}
	if read {
		doc, _ := union.Document()
		return doc, nil
	}
	return opt.hurried(ctx, args)
}

// hurried analyzes as far as patience goes, and without a network.
func (opt *options) hurried(ctx context.Context, args []string) (*graph.Document, error) {
	dir, err := opt.folder()
	if err != nil {
		return nil, err
	}
	if err := os.Setenv("GOPROXY", "off"); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	type outcome struct {
		result *analyzer.Result
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		result, err := analyzer.Run(ctx, analyzer.Config{Dir: dir, Args: args, Tags: opt.tags, Env: opt.env, Models: opt.models})
		done <- outcome{result, err}
	}()
	select {
	case o := <-done:
		if o.err != nil {
			return nil, o.err
		}
		return o.result.Graph, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// completeQuery offers what explain takes: channels of the graph, and rules.
func (opt *options) completeQuery() cobra.CompletionFunc {
	var all []cobra.Completion
	for _, r := range rules.All() {
		all = append(all, cobra.CompletionWithDesc(r.ID, r.Title))
	}
	first := opt.completeNames((*graph.Document).ChannelNames, all...)
	return func(cmd *cobra.Command, args []string, toComplete string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveFilterDirs
		}
		return first(cmd, args, toComplete)
	}
}

// completeLibrary offers the libraries that have a model.
func (opt *options) completeLibrary(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var offers []cobra.Completion
	if files, err := opt.modelFiles(); err == nil && len(args) == 0 {
		for _, f := range files {
			offers = append(offers, f.Library)
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

// serviceNames are the services of a graph.
func serviceNames(doc *graph.Document) []string {
	var names []string
	for _, s := range doc.Services {
		names = append(names, s.ID)
	}
	return names
}

// fixed completes a flag from a list.
func fixed(cmd *cobra.Command, flag string, values []string) {
	must(cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}
