package main

import (
	"io"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/rules"
	"github.com/flowvet/flowvet/render"
	"github.com/spf13/cobra"
)

func newExplainCommand(opt *options) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "explain CHANNEL | ENDPOINT | FLOW | RULE [PATTERN | FOLDER]...",
		Short:   helpExplain,
		Long:    helpExplainLong,
		Example: helpExplainExamples,
		Args:    somethingToExplain,
		RunE: func(cmd *cobra.Command, args []string) error {
			if rule, ok := rules.Find(args[0]); ok {
				return render.Rule(opt.stdout, rule)
			}
			query, ok := graph.ParseQuery(args[0])
			if !ok {
				return unreadableQuery(args[0])
			}
			opt.format = format
			return opt.write(cmd, args[1:], explainFormats(query))
		},
	}
	opt.addFlags(cmd)
	formats := explainFormats(graph.Query{})
	cmd.Flags().StringVarP(&format, "format", "f", formats[0].name, helpFormat(formats))
	must(cmd.RegisterFlagCompletionFunc("format", completeFormats(formats)))
	return cmd
}

// explainFormats are the formats of an explanation of what a query means.
func explainFormats(query graph.Query) []format {
	selected := func(write func(io.Writer, *graph.Document, *graph.Selection) error) func(io.Writer, *graph.Document) error {
		return func(w io.Writer, doc *graph.Document) error {
			selection, ok := doc.Select(query)
			if !ok {
				return nothingToExplain(query.String(), doc.Nearest(query))
			}
			return write(w, doc, selection)
		}
	}
	return []format{{"text", selected(render.Explain)}, {"json", selected(render.ExplainJSON)}}
}
