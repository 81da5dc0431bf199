package main

import (
	"path/filepath"

	"github.com/flowvet/flowvet/cmd/flowvet/internal/man"
	"github.com/spf13/cobra"
)

// newManCommand is for those who package flowvet, so help does not list it.
func newManCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  helpMan,
		Hidden: true,
		Args:   exactlyOne("the name of a folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var pages []output
			for _, p := range man.Pages(cmd.Root()) {
				pages = append(pages, output{filepath.Join(args[0], p.Name+".1"), p.Text})
			}
			if err := checkOutput(pages[0].file); err != nil {
				return err
			}
			return writeFiles(pages)
		},
	}
}
