package main

import (
	"io"
	"maps"
	"slices"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
	"github.com/flowvet/flowvet/render"
	"github.com/spf13/cobra"
)

func newExplainCommand(opt *options) *cobra.Command {
	var format, output string
	cmd := &cobra.Command{
		Use:     "explain CHANNEL | ENDPOINT | FLOW | RULE [PATTERN | FOLDER]...",
		Short:   helpExplain,
		Long:    helpExplainLong,
		Example: helpExplainExamples,
		Args:    somethingToExplain,

		ValidArgsFunction: opt.completeQuery(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if rule, ok := rules.Find(args[0]); ok {
				return render.Rule(opt.stdout, rule)
			}
			query, ok := graph.ParseQuery(args[0])
			if !ok {
				return unreadableQuery(args[0])
			}
			write, ok := explainFormats[format]
			if !ok {
				return wrongValue("format", format, slices.Sorted(maps.Keys(explainFormats)))
			}
			return opt.print(cmd, args[1:], output, func(w io.Writer, doc *graph.Document) error {
				selection, ok := doc.Select(query)
				if !ok {
					return nothingToExplain(query.String(), doc.Nearest(query))
				}
				return write(w, doc, selection)
			})
		},
	}
	opt.addFlags(cmd)
	addOutput(cmd, &output)
	formats := slices.Sorted(maps.Keys(explainFormats))
	cmd.Flags().StringVarP(&format, "format", "f", "text", helpNames("print as `FORMAT`", formats))
	fixed(cmd, "format", formats)
	return cmd
}

// explainFormats write an explanation.
var explainFormats = map[string]func(io.Writer, *graph.Document, *graph.Selection) error{
	"text": render.Explain,
	"json": render.ExplainJSON,
}
