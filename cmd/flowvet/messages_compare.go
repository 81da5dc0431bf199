package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/flowvet/flowvet/graph"
	"github.com/spf13/cobra"
)

// The texts of the commands that take graphs.

const helpDiffLong = `diff says what changed in the event flow and whom it breaks: a channel that is still
consumed and that nobody publishes to any more, a route or binding that is gone, a
field of a payload that consumers read, a consumer group with another name.

OLD and NEW are files of ` + "`flowvet graph`" + `, or revisions of the git repository, which are
read in a temporary folder; index and working tree stay as they are. Without NEW it is
the working tree. With --breaking the exit code is 1 if anything breaks.`

const helpDiffExamples = `  flowvet diff main
  flowvet diff main --breaking -f markdown
  flowvet diff v1.2.0 HEAD -- ./services
  flowvet diff old.json new.json -o changes.mmd`

const (
	helpDiff     = "Say what changed in the event flow, and what that breaks"
	helpBreaking = "exit with 1 if anything breaks"
)

// somethingToCompare checks the arguments of diff.
func somethingToCompare(cmd *cobra.Command, args []string) error {
	n := len(args)
	if at := cmd.ArgsLenAtDash(); at >= 0 {
		n = at
	}
	if n == 1 || n == 2 {
		return nil
	}
	return &usageError{fmt.Errorf("`%s` compares one or two graphs or revisions, not %d", cmd.CommandPath(), n),
		fmt.Sprintf("for example `%s main`, or `%s main HEAD -- ./services`", cmd.CommandPath(), cmd.CommandPath())}
}

func noSide(name string) error {
	return &usageError{fmt.Errorf("%s is neither a file nor a revision of this git repository", name),
		"`flowvet graph -o FILE` writes a file; `git branch --all` and `git tag` list revisions"}
}

// badGraph says what of a file is no graph.
func badGraph(file string, err error) error {
	var wrong *graph.DecodeError
	if !errors.As(err, &wrong) {
		return err
	}
	if wrong.Line > 0 {
		file += ":"
	} else {
		file += ": "
	}
	return &usageError{errors.New(file + wrong.Error()), "`flowvet graph` writes such files, `flowvet schema graph` describes them"}
}

func thingsBreak(n int) string {
	if n == 1 {
		return "1 thing breaks"
	}
	return fmt.Sprintf("%d things break", n)
}

// inRevision says of which revision a problem is.
func inRevision(revision, problem string) string {
	if revision == "" {
		return problem
	}
	return "in " + revision + ": " + problem
}

const helpMergeLong = `merge joins the graphs of several repositories into one system. What one of them
publishes reaches the consumers of the others, by the same rules as within one:
names, wildcards, exchanges and bindings, streams.

What the files do not agree about, such as two services of one name or a topic that
is declared with different partitions, is said on standard error; the first file
counts. With --strict the exit code is 1 then.`

const helpMergeExamples = `  flowvet graph -o orders.json      in each repository
  flowvet merge orders.json billing.json
  flowvet merge graphs/*.json -o system.json -o system.mmd
  flowvet merge graphs/*.json --focus billing`

const (
	helpMerge      = "Join the graphs of several repositories into one system"
	helpStrict     = "exit with 1 if the files do not agree about something"
	helpQuietMerge = "do not say what the files do not agree about"
)

func somethingToMerge(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return &usageError{fmt.Errorf("`%s` needs the names of files", cmd.CommandPath()),
		"`flowvet graph -o FILE` writes such a file"}
}

// maxValue is the length to which values are quoted in a conflict.
const maxValue = 60

func conflictText(c graph.Conflict) string {
	short := func(value string) string {
		if r := []rune(value); len(r) > maxValue {
			return string(r[:maxValue]) + "…"
		}
		return value
	}
	return fmt.Sprintf("%s %s: %s is %s in %s, but %s in %s", c.Kind, c.Name, strings.ReplaceAll(c.Field, "_", " "),
		short(c.First), c.FirstFrom, short(c.Second), c.SecondFrom)
}

func conflictCount(n int) string {
	if n == 1 {
		return "the files do not agree about 1 thing"
	}
	return fmt.Sprintf("the files do not agree about %d things", n)
}
