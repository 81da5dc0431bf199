package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/cmd/flowvet/internal/checkout"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/compare"
	"github.com/flowvet/flowvet/render/changes"
	"github.com/spf13/cobra"
)

// diffFormat is one in which changes are written.
type diffFormat struct {
	name       string
	extensions []string
	write      func(io.Writer, *compare.Result) error
}

// diffFormats are those of `flowvet diff -f`; the first is the default.
var diffFormats = []diffFormat{
	{"text", []string{".txt"}, changes.Text},
	{"markdown", []string{".md"}, changes.Markdown},
	{"mermaid", []string{".mmd", ".mermaid"}, changes.Mermaid},
	{"json", []string{".json"}, changes.JSON},
}

func diffFormatNames() []string {
	var names []string
	for _, f := range diffFormats {
		names = append(names, f.name)
	}
	return names
}

// diffOptions are the flags of `flowvet diff`.
type diffOptions struct {
	*options
	format   string
	output   string
	breaking bool
}

func newDiffCommand(opt *options) *cobra.Command {
	d := &diffOptions{options: opt}
	cmd := &cobra.Command{
		Use:     "diff OLD [NEW] [-- PATTERN | FOLDER...]",
		Short:   helpDiff,
		Long:    helpDiffLong,
		Example: helpDiffExamples,
		Args:    somethingToCompare,
		RunE:    d.run,
	}
	opt.addFlags(cmd)
	addOutput(cmd, &d.output)
	cmd.Flags().StringVarP(&d.format, "format", "f", "", helpNames("print as `FORMAT`", diffFormatNames()))
	cmd.Flags().BoolVar(&d.breaking, "breaking", false, helpBreaking)
	fixed(cmd, "format", diffFormatNames())
	return cmd
}

// run compares two documents, of which the second is what is here if it is not named.
func (d *diffOptions) run(cmd *cobra.Command, args []string) error {
	format, err := d.chosen()
	if err != nil {
		return err
	}
	if err := checkOutput(d.output); err != nil {
		return err
	}
	sides, patterns := args, []string(nil)
	if n := cmd.ArgsLenAtDash(); n >= 0 {
		sides, patterns = args[:n], args[n:]
	}
	file, err := d.settings()
	if err != nil {
		return err
	}
	if file.Path != "" {
		d.dir = filepath.Dir(file.Path)
	}
	if len(patterns) == 0 {
		patterns = file.Patterns
	}
	older, err := d.document(cmd, sides[0], patterns)
	if err != nil {
		return err
	}
	newer, err := d.document(cmd, strings.Join(sides[1:], ""), patterns)
	if err != nil {
		return err
	}
	return d.write(format, compare.Documents(older, newer))
}

// chosen is the format of -f, or else that of the extension of -o.
func (d *diffOptions) chosen() (diffFormat, error) {
	ext := strings.ToLower(filepath.Ext(d.output))
	i := slices.IndexFunc(diffFormats, func(f diffFormat) bool {
		if d.format == "" {
			return slices.Contains(f.extensions, ext)
		}
		return f.name == d.format
	})
	switch {
	case i >= 0:
		return diffFormats[i], nil
	case d.format != "":
		return diffFormat{}, wrongValue("format", d.format, diffFormatNames())
	}
	return diffFormats[0], nil
}

func (d *diffOptions) write(format diffFormat, result *compare.Result) error {
	var b bytes.Buffer
	if err := format.write(&b, result); err != nil {
		return err
	}
	var err error
	if d.output == "" && format.name == diffFormats[0].name {
		err = d.show(b.Bytes(), changeColors)
	} else {
		err = writeFile(d.output, d.stdout, b.Bytes())
	}
	if err == nil && d.breaking && len(result.Breaks) > 0 {
		return &findingsError{thingsBreak(len(result.Breaks))}
	}
	return err
}

// document is what a side of the comparison means: a file, a revision, or, without a
// name, what is here.
func (d *diffOptions) document(cmd *cobra.Command, side string, patterns []string) (*graph.Document, error) {
	if side == "" {
		return d.graph(cmd, patterns)
	}
	if info, err := os.Stat(side); err == nil && !info.IsDir() {
		return readGraph(side)
	}
	dir, err := d.folder()
	if err != nil {
		return nil, err
	}
	tree, err := checkout.Open(cmd.Context(), dir, side)
	if errors.Is(err, checkout.ErrNoRevision) {
		return nil, noSide(side)
	}
	if err != nil {
		return nil, fmt.Errorf("check out %s: %w", side, err)
	}
	defer tree.Close()
	then := *d.options
	then.dir, then.revision = tree.Dir, side
	return then.graph(cmd, patterns)
}

// readGraph reads a file that `flowvet graph` wrote.
func readGraph(file string) (*graph.Document, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read graph: %w", err)
	}
	defer f.Close()
	doc, err := graph.Decode(f)
	if err != nil {
		return nil, badGraph(file, err)
	}
	return doc, nil
}
