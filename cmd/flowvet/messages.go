package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
)

// All texts of this command that users read are in this file.

const helpShort = "Draw the event flow of Go services from their source"

const helpLong = `flowvet reads Go source and prints which service publishes what, on which Kafka
topic, RabbitMQ exchange or NATS subject, and who consumes it, as a Mermaid
diagram.

A FOLDER is one system: every module under it is analyzed, and all of them are
drawn together; vendor, testdata, node_modules and hidden folders only when
named. A PATTERN is one of the go command (./..., example.com/shop/orders).
Without arguments it is the current folder.

Only the diagram goes to standard output. What could not be analyzed is said on
standard error, one line each. Nothing is compiled or run. Modules that are not
on this machine are downloaded as go build would; GOPROXY=off prevents it.

Exit codes: 0 done; 2 wrong use; 3 nothing could be analyzed.`

const helpExamples = `  flowvet                        the system in the current folder
  flowvet ./services -o FLOW.mmd
  flowvet graph ./cmd/... | jq .flows`

const (
	helpGraph   = "Print the event flow as JSON"
	helpSchema  = "Print the JSON Schema of what `flowvet graph` prints"
	helpVersion = "Print the version"
	helpOutput  = "write to `FILE` instead of standard output"
	helpTags    = "build `TAGS`, separated by commas"
	helpTests   = "read test files, too"
	helpEnv     = "read the deployment of the environment `NAME`, such as staging; of several, the first that has the service"
	helpQuiet   = "do not say what could not be analyzed"
	helpVerbose = "say what was analyzed"
)

func helpFormat(formats []format) string {
	return "print as `FORMAT`: " + strings.Join(formatNames(formats), " or ")
}

func formatNames(formats []format) []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

const (
	msgInterrupted = "interrupted"
	hintTooLarge   = "name a part of the system, such as one folder, or take `flowvet graph`, which has no limit"
)

func wrongFlag(cmd *cobra.Command, err error) error {
	return &usageError{err, fmt.Sprintf("see `%s --help` for the flags", cmd.CommandPath())}
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return &usageError{fmt.Errorf("`%s` takes no arguments, so %s means nothing", cmd.CommandPath(), strings.Join(args, " ")),
		fmt.Sprintf("a folder of that name is written ./%s", cmd.Name())}
}

func unknownFormat(name string, formats []format) error {
	return &usageError{fmt.Errorf("there is no format %q", name),
		"the formats are " + strings.Join(formatNames(formats), " and ")}
}

func noOutputFolder(file string) error {
	return &usageError{fmt.Errorf("cannot write %s: there is no folder %s", file, filepath.Dir(file)),
		fmt.Sprintf("run `mkdir -p %s` first", filepath.Dir(file))}
}

func outputIsFolder(file string) error {
	return &usageError{fmt.Errorf("cannot write %s: it is a folder", file),
		fmt.Sprintf("name a file in it: -o %s", filepath.Join(file, "FLOW.mmd"))}
}

// oneLine makes a text that may quote analyzed code safe to print: one line, no
// control characters.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.TrimSpace(text))
}
