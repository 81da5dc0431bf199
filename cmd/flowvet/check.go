package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/flowvet/flowvet/cmd/flowvet/internal/settings"
	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/graph/check"
	"github.com/flowvet/flowvet/graph/rules"
	"github.com/flowvet/flowvet/render/findings"
	"github.com/spf13/cobra"
)

// findingFormat writes diagnostics in one of the formats of `flowvet check -f`.
type findingFormat struct {
	name  string
	write func(io.Writer, []graph.Diagnostic) error
}

var findingFormats = []findingFormat{
	{"text", findings.Text},
	{"json", findings.JSON},
	{"sarif", findings.SARIF},
	{"github", findings.GitHub},
	{"gitlab", findings.GitLab},
}

// never is the --fail-on that no finding meets.
const never = "never"

// checkOptions are the flags of `flowvet check`.
type checkOptions struct {
	*options
	format        string
	output        string
	failOn        string
	baseline      string
	writeBaseline bool
	list          bool
}

func newCheckCommand(opt *options) *cobra.Command {
	c := &checkOptions{options: opt}
	cmd := &cobra.Command{
		Use:     "check [PATTERN | FOLDER]...",
		Short:   helpCheck,
		Long:    helpCheckLong,
		Example: helpCheckExamples,
		Args:    cobra.ArbitraryArgs,
		RunE:    c.run,
	}
	opt.addFlags(cmd)
	addOutput(cmd, &c.output)
	f := cmd.Flags()
	f.StringVarP(&c.format, "format", "f", findingFormats[0].name, helpNames("print as `FORMAT`", c.formats()))
	f.StringVar(&c.failOn, "fail-on", string(graph.Warning), helpNames("exit with 1 on a finding of this `SEVERITY` or a worse one", failures()))
	f.StringVar(&c.baseline, "baseline", "", helpBaseline)
	f.BoolVar(&c.writeBaseline, "write-baseline", false, helpWriteBaseline)
	f.BoolVar(&c.list, "list", false, helpListRules)
	fixed(cmd, "format", c.formats())
	fixed(cmd, "fail-on", failures())
	return cmd
}

func (c *checkOptions) formats() []string {
	var names []string
	for _, f := range findingFormats {
		names = append(names, f.name)
	}
	return names
}

// failures are what --fail-on takes.
func failures() []string {
	var names []string
	for _, s := range graph.Severities {
		names = append(names, string(s))
	}
	return append(names, never)
}

func (c *checkOptions) run(cmd *cobra.Command, args []string) error {
	if c.list {
		return listRules(c.stdout)
	}
	i := slices.Index(c.formats(), c.format)
	if i < 0 {
		return wrongValue("format", c.format, c.formats())
	}
	file, err := c.settings()
	if err != nil {
		return err
	}
	if err := c.complete(cmd, file); err != nil {
		return err
	}
	if err := checkOutput(c.output); err != nil {
		return err
	}
	known, err := readBaseline(c.baseline)
	if err != nil && !c.writeBaseline {
		return err
	}
	result, err := c.analyze(cmd, args)
	if err != nil {
		return err
	}
	found := accept(file, result.Ignores, check.Run(result.Graph, file.Check.Options()))
	addColumns(found, result.Columns)
	if c.writeBaseline {
		return writeBaseline(c.baseline, found)
	}
	found, gone := known.subtract(found)
	if gone > 0 && !c.quiet {
		fmt.Fprintln(c.stderr, oneLine(baselineShrank(c.baseline, gone)))
	}
	if err := writeOutput(c.output, c.stdout, func(w io.Writer) error { return findingFormats[i].write(w, found) }); err != nil {
		return err
	}
	return c.verdict(found)
}

// complete takes from the configuration file what flags do not say.
func (c *checkOptions) complete(cmd *cobra.Command, file *settings.File) error {
	if file.Check.FailOn != "" && !cmd.Flags().Changed("fail-on") {
		c.failOn = file.Check.FailOn
	}
	if !slices.Contains(failures(), c.failOn) {
		return wrongValue("fail-on", c.failOn, failures())
	}
	if file.Check.Baseline != "" && c.baseline == "" {
		c.baseline = filepath.Join(filepath.Dir(file.Path), file.Check.Baseline)
	}
	if c.writeBaseline && c.baseline == "" {
		return noBaseline()
	}
	return nil
}

// addColumns adds those of the code that was analyzed to findings, which are about lines
// of the graph.
func addColumns(found []graph.Diagnostic, columns map[graph.Position]int) {
	for i := range found {
		d := &found[i]
		if d.Column == 0 {
			d.Column = columns[graph.Position{File: d.File, Line: d.Line}]
		}
		for j := range d.Related {
			r := &d.Related[j]
			r.Column = columns[graph.Position{File: r.File, Line: r.Line}]
		}
	}
}

// verdict is the error that makes the exit code 1.
func (c *checkOptions) verdict(found []graph.Diagnostic) error {
	limit := slices.Index(failures(), c.failOn)
	bad := 0
	for _, d := range found {
		if c.failOn != never && slices.Index(graph.Severities, d.Severity) <= limit {
			bad++
		}
	}
	if bad == 0 {
		return nil
	}
	return &findingsError{foundSome(len(found), bad, c.failOn)}
}

// listRules prints the ID and title of every rule, one a line.
func listRules(w io.Writer) error {
	width := 0
	for _, r := range rules.All() {
		width = max(width, len(r.ID))
	}
	for _, r := range rules.All() {
		if _, err := fmt.Fprintf(w, "%-*s  %-7s  %-6s  %s\n", width, r.ID, r.Severity, r.Scope, r.Title); err != nil {
			return err
		}
	}
	return nil
}

// settings reads the configuration file of the current folder, if there is one.
func (opt *options) settings() (*settings.File, error) {
	dir, err := opt.folder()
	if err != nil {
		return nil, err
	}
	path, ok := settings.Find(dir)
	if !ok {
		return &settings.File{}, nil
	}
	name := path
	if rel, err := filepath.Rel(dir, path); err == nil {
		name = filepath.ToSlash(rel)
	}
	file, err := settings.Load(path, name)
	if err != nil {
		return nil, err
	}
	for _, m := range file.Models {
		if !filepath.IsAbs(m) {
			m = filepath.Join(filepath.Dir(path), filepath.FromSlash(m))
		}
		opt.models = append(opt.models, m)
	}
	if len(opt.env) == 0 {
		opt.env = file.Env
	}
	if len(opt.tags) == 0 {
		opt.tags = file.Tags
	}
	return file, nil
}
