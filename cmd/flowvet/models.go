package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/spf13/cobra"
)

func newModelsCommand(opt *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "models",
		Short: helpModels,
		Long:  helpModelsLong,
		Args:  noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return opt.listModels() },
	}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: helpModelsList, Args: noArguments,
			RunE: func(*cobra.Command, []string) error { return opt.listModels() }},
		&cobra.Command{Use: "show LIBRARY", Short: helpModelsShow, Args: exactlyOne("the name of a library"), RunE: opt.showModel, ValidArgsFunction: opt.completeLibrary},
		&cobra.Command{Use: "validate FILE...", Short: helpModelsValidate, Args: atLeastOne("a model file"), RunE: opt.validateModels},
		&cobra.Command{Use: "new PACKAGE", Short: helpModelsNew, Args: exactlyOne("the import path of a package"), RunE: opt.newModel},
	)
	return cmd
}

// listModels prints a line for each model in force: library, broker, where it is from,
// and packages.
func (opt *options) listModels() error {
	files, err := opt.modelFiles()
	if err != nil {
		return err
	}
	slices.SortStableFunc(files, func(a, b analyzer.ModelFile) int { return strings.Compare(a.Library, b.Library) })
	for _, f := range files {
		from, broker := f.Name, f.Broker
		if f.Builtin {
			from = "built in"
		}
		if broker == "" {
			broker = "-"
		}
		if _, err := fmt.Fprintf(opt.stdout, "%-24s %-20s %-10s %s\n", f.Library, broker, from, strings.Join(f.Packages, " ")); err != nil {
			return err
		}
	}
	return nil
}

func (opt *options) showModel(_ *cobra.Command, args []string) error {
	files, err := opt.modelFiles()
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Library == args[0] || slices.Contains(f.Packages, args[0]) {
			_, err := opt.stdout.Write(f.Text)
			return err
		}
	}
	return noModel(args[0])
}

func (opt *options) validateModels(cmd *cobra.Command, args []string) error {
	dir, err := opt.folder()
	if err != nil {
		return err
	}
	unchecked, err := analyzer.ValidateModels(cmd.Context(), dir, args...)
	if err != nil {
		return err
	}
	if len(unchecked) > 0 && !opt.quiet {
		fmt.Fprintln(opt.stderr, oneLine(modelsUnchecked(unchecked)))
	}
	_, err = fmt.Fprintln(opt.stdout, modelsValid(args))
	return err
}

func (opt *options) newModel(cmd *cobra.Command, args []string) error {
	dir, err := opt.folder()
	if err != nil {
		return err
	}
	text, err := analyzer.DraftModel(cmd.Context(), dir, args[0])
	if err != nil {
		return err
	}
	_, err = opt.stdout.Write(text)
	return err
}

// modelFiles are the models in force, those of the configuration included.
func (opt *options) modelFiles() ([]analyzer.ModelFile, error) {
	if _, err := opt.settings(); err != nil {
		return nil, err
	}
	return analyzer.Models(opt.models...)
}
