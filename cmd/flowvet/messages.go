package main

import (
	"errors"
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

Exit codes: 0 done; 1 findings; 2 wrong use; 3 nothing could be analyzed.`

const helpExamples = `  flowvet                        the system in the current folder
  flowvet ./services -o FLOW.mmd
  flowvet graph ./cmd/... | jq .flows
  flowvet explain orders.created`

const helpExplainLong = `explain says how flowvet found a channel, an endpoint or a flow: the calls from
the business call down to the client library's, the steps to the line of code,
configuration or deployment that gave the channel its name, and the rule by which
the broker carries messages on. What is not known is said with what would settle
it.

A CHANNEL is written as a name, kafka:name, exchange/key, or a pattern with *. An
ENDPOINT is an id from ` + "`flowvet graph`" + `, or the file:line of one of its calls. A FLOW
is written 'orders -> billing' or 'orders -> orders.created -> billing', in quotes.
If it means several things, all are explained.

The name of a RULE, as ` + "`flowvet check --list`" + ` has it, explains the rule.`

const helpExplainExamples = `  flowvet explain orders.created
  flowvet explain 'rabbitmq:shop.events/*' ./services
  flowvet explain orders/service.go:51
  flowvet explain 'orders -> billing' --format json`

const (
	helpGraph   = "Print the event flow as JSON"
	helpExplain = "Explain how a channel, endpoint or flow was found"
	helpSchema  = "Print the JSON Schema of what `flowvet graph` prints"
	helpVersion = "Print the version"
	helpOutput  = "write to `FILE` instead of standard output"
	helpTags    = "build `TAGS`, separated by commas"
	helpTests   = "read test files, too"
	helpEnv     = "read the deployment of the environment `NAME`, such as staging; of several, the first that has the service"
	helpQuiet   = "do not say what could not be analyzed"
	helpVerbose = "say what was analyzed"
)

const helpCheckLong = `check says what is wrong with the event flow of a system: topics that nobody
consumes, names that were meant to be one, payloads that do not fit, services that
take messages away from each other. ` + "`flowvet explain RULE`" + ` explains a rule.

What is meant to be is listed under check.allow in .flowvet.yaml, with a reason.
To adopt the rules on old code, write a baseline once; then only what is new is
reported.`

const helpCheckExamples = `  flowvet check
  flowvet check --list
  flowvet check -f sarif -o flowvet.sarif ./services
  flowvet check --baseline flowvet-baseline.json --write-baseline`

const (
	helpCheck         = "Check the event flow of a system"
	helpBaseline      = "leave out the findings in `FILE`"
	helpWriteBaseline = "write what is found to the file of --baseline"
	helpListRules     = "list all rules, those of go vet, too"
)

func helpNames(what string, names []string) string {
	return what + ": " + strings.Join(names, ", ")
}

// foundSome says how many findings there are, and how many of them count.
func foundSome(all, bad int, failOn string) string {
	text := "1 finding"
	if all > 1 {
		text = fmt.Sprintf("%d findings", all)
	}
	if bad < all {
		text += fmt.Sprintf(", %d of at least severity %s", bad, failOn)
	}
	return text
}

func wrongValue(flag, value string, allowed []string) error {
	return &usageError{fmt.Errorf("--%s is %q", flag, value), "it is one of " + strings.Join(allowed, ", ")}
}

func staleAllow(rule, reason string) string {
	return fmt.Sprintf("nothing is found any more that this allows: %s (%s)", rule, reason)
}

func noBaseline() error {
	return &usageError{errors.New("--write-baseline needs the name of a file"), "for example --baseline flowvet-baseline.json --write-baseline"}
}

func baselineMissing(file string) error {
	return &usageError{fmt.Errorf("there is no baseline %s", file), "add --write-baseline to make it from what is found now"}
}

func badBaseline(file, why string) error {
	return &usageError{fmt.Errorf("%s is no baseline of flowvet: %s", file, why), "write it again with --write-baseline"}
}

func baselineShrank(file string, gone int) string {
	return fmt.Sprintf("%s lists %d findings that are gone: write it again with --write-baseline", file, gone)
}

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

// somethingToExplain checks the arguments of explain.
func somethingToExplain(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return &usageError{fmt.Errorf("`%s` needs the name of a channel, an endpoint or a flow", cmd.CommandPath()),
		fmt.Sprintf("for example `%s orders.created`; `flowvet graph` has all of them", cmd.CommandPath())}
}

func unreadableQuery(query string) error {
	return &usageError{fmt.Errorf("%q is no channel, endpoint or flow", query),
		"a flow is written 'FROM -> TO' or 'FROM -> CHANNEL -> TO'"}
}

func nothingToExplain(query string, nearest []string) error {
	hint := "`flowvet graph` has all channels, endpoints and flows"
	if len(nearest) > 0 {
		hint = "near to it: " + strings.Join(nearest, ", ")
	}
	return &usageError{fmt.Errorf("there is no channel, endpoint or flow %q", query), hint}
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
