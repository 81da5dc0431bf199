package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/flowvet/flowvet/graph"
	"github.com/spf13/cobra"
)

// mergeOptions are the flags of `flowvet merge`.
type mergeOptions struct {
	*drawing
	strict bool
}

func newMergeCommand(opt *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "merge FILE...",
		Short:   helpMerge,
		Long:    helpMergeLong,
		Example: helpMergeExamples,
		Args:    somethingToMerge,
	}
	m := &mergeOptions{drawing: newDrawing(opt, cmd)}
	cmd.Flags().BoolVar(&m.strict, "strict", false, helpStrict)
	cmd.Flags().BoolVarP(&opt.quiet, "quiet", "q", false, helpQuietMerge)
	cmd.RunE = m.run
	return cmd
}

// run reads one graph after the other, so that only the result is in memory.
func (m *mergeOptions) run(cmd *cobra.Command, args []string) error {
	targets, err := m.targets(cmd.Flags().Changed("format"))
	if err != nil {
		return err
	}
	look, err := m.look.options()
	if err != nil {
		return err
	}
	union := graph.NewUnion()
	for _, file := range args {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		doc, err := readGraph(file)
		if err != nil {
			return err
		}
		union.Add(repositoryName(file, args), doc)
	}
	doc, conflicts := union.Document()
	if !m.quiet || m.strict {
		for _, c := range conflicts {
			fmt.Fprintln(m.stderr, oneLine(conflictText(c)))
		}
	}
	if err := m.draw(doc, look, targets); err != nil {
		return err
	}
	if m.strict && len(conflicts) > 0 {
		return &findingsError{conflictCount(len(conflicts))}
	}
	return nil
}

// repositoryName is what a graph is called: as its file, with the folder where several
// files are called the same.
func repositoryName(file string, all []string) string {
	same := 0
	for _, f := range all {
		if filepath.Base(f) == filepath.Base(file) {
			same++
		}
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if same > 1 {
		name = filepath.Base(filepath.Dir(file)) + "/" + name
	}
	return name
}
