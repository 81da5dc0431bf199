package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/flowvet/flowvet/analyzer"
	"github.com/flowvet/flowvet/cmd/flowvet/internal/markers"
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
	helpGraph        = "Print the event flow as JSON"
	helpExplain      = "Explain how a channel, endpoint or flow was found"
	helpSchema       = "Print the JSON Schema of what `flowvet graph` prints, or of .flowvet.yaml"
	helpVersionShort = "print the number alone"
	helpVersionJSON  = "print as JSON"
	helpVersion      = "Print the version"
	helpMan          = "Write the manual pages to a folder"
	helpOutput       = "write to `FILE` instead of standard output"
	helpOutputs      = "write to `FILE` instead of standard output, in the format of its extension; may be given several times"
	helpFocus        = "show what is around the service, channel or event `NAME`"
	helpDepth        = "show `N` services away from the one of --focus"
	helpService      = "describe the service `NAME` instead of the system, in the format asyncapi"
	helpMaxEdges     = "draw at most `N` edges: 280, or up to 500 where Mermaid is newer than 10.6"
	helpMaxChars     = "write at most `N` characters, where hosts take 50000"
	helpTags         = "build `TAGS`, separated by commas"
	helpTests        = "read test files, too"
	helpEnv          = "read the deployment of the environment `NAME`, such as staging; of several, the first that has the service"
	helpQuiet        = "do not say what could not be analyzed"
	helpVerbose      = "say what was analyzed"
)

const helpGenerateLong = `generate keeps documents current: it writes the files that .flowvet.yaml lists under
documents, and fills blocks of Markdown files that stand between these lines:

  <!-- flowvet:start NAME -->
  <!-- flowvet:end NAME -->

Everything else in such a file stays byte for byte as it is. A file that has not
changed is not touched. With --check nothing is written: what would change is
printed as a diff, and the exit code is 1 if anything would.`

const helpGenerateExamples = `  flowvet generate
  flowvet generate --check
  flowvet generate -o docs/flow.mmd ./services
  flowvet generate -o README.md --block overview --append`

const (
	helpGenerate       = "Write the documents that show the event flow, or check them"
	helpGenerateOutput = "write `FILE` instead of the documents of .flowvet.yaml; may be given several times"
	helpBlock          = "fill the block `NAME` of the files of -o"
	helpGenerateCheck  = "write nothing; print what would change and exit with 1 if anything would"
	helpAppend         = "add blocks that are missing to the end of their file"
	helpInit           = "Write a commented .flowvet.yaml"
)

const initDone = "wrote .flowvet.yaml; `flowvet generate --append` writes the documents that it lists\n"

func nothingToGenerate() error {
	return &usageError{errors.New("there are no documents to generate"),
		"list them in .flowvet.yaml, which `flowvet init` writes, or name a file with -o"}
}

func noBlock(file, name string) error {
	start, end := markers.Lines(name)
	return &usageError{fmt.Errorf("%s has no block %s", file, name),
		"put these two lines where it belongs, or add --append: " + start + " " + end}
}

func badMarker(file string, err *markers.Error) error {
	return &usageError{fmt.Errorf("%s:%d: %s", file, err.Line, err.Message), "each block is one flowvet:start NAME and one flowvet:end NAME"}
}

// inDocument says which entry of the configuration is wrong.
func inDocument(where string, err error) error {
	if where == "" {
		return err
	}
	var usage *usageError
	if errors.As(err, &usage) {
		return &usageError{fmt.Errorf("%s: %w", where, usage.err), usage.hint}
	}
	return fmt.Errorf("%s: %w", where, err)
}

func staleFile(name string) string { return name + " is stale" }

func staleFiles(n int) string {
	if n == 1 {
		return "1 document is stale; `flowvet generate` writes it"
	}
	return fmt.Sprintf("%d documents are stale; `flowvet generate` writes them", n)
}

func alreadyThere(file string) error {
	return &usageError{fmt.Errorf("there is a %s already", file), "edit it, or delete it first"}
}

const helpModelsLong = `A model says what the calls of one messaging library mean: which publish, which
consume, and where channel, payload, group and handler are. Most code needs none of
its own: wrappers and in-house packages are read from source. A library that is not
read, or hides its broker behind a network protocol, is described in a YAML file
that .flowvet.yaml lists under models. extract/models/FORMAT.md explains the notation.`

const (
	helpModels         = "List, show, validate and draft library models"
	helpModelsList     = "List the models in force"
	helpModelsShow     = "Print a model"
	helpModelsValidate = "Check model files, also against the types of the libraries that the module here has"
	helpModelsNew      = "Draft a model for a package from the names in it"
)

// noNames says, while a shell completes, why it offers no names of the graph.
func noNames(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("reading the code takes longer than %v; a document graph.json in .flowvet.yaml would be read instead", patience)
	}
	return err.Error()
}

// exactlyOne checks the arguments of a command that takes one.
func exactlyOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return &usageError{fmt.Errorf("`%s` needs %s", cmd.CommandPath(), what), fmt.Sprintf("it is used as `%s`", cmd.UseLine())}
	}
}

// atLeastOne checks the arguments of a command that takes one or several.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return &usageError{fmt.Errorf("`%s` needs %s", cmd.CommandPath(), what), fmt.Sprintf("it is used as `%s`", cmd.UseLine())}
	}
}

func noModel(name string) error {
	return &usageError{fmt.Errorf("there is no model of %q", name), "`flowvet models list` has all of them"}
}

func modelsUnchecked(packages []string) string {
	return "flowvet: this build does not have " + strings.Join(packages, ", ") +
		", so what models say of it was not held against its types: run this in a module that requires it"
}

func modelsValid(files []string) string {
	if len(files) == 1 {
		return files[0] + " is a model"
	}
	return fmt.Sprintf("%d files are models", len(files))
}

// badModel is the first of the errors in model files; the others come with it, a line
// each.
func badModel(err *analyzer.ModelError) (msg, hint string) {
	lines := strings.Split(err.Error(), "\n")
	return lines[0], strings.Join(lines[1:], "\n")
}

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

func unknownExtension(file string) error {
	var known []string
	for _, f := range formats {
		known = append(known, f.extensions...)
	}
	return &usageError{fmt.Errorf("the extension of %s does not tell the format", file),
		"name one with -f, or end the name in " + strings.Join(known, ", ")}
}

func noSchema(args, kinds []string) error {
	return &usageError{fmt.Errorf("there is no schema %q", strings.Join(args, " ")), "it is one of " + strings.Join(kinds, ", ")}
}

func tooLarge(note string) string {
	return "the diagram is too large to be drawn as it is: " + note + "; --focus shows a part of it"
}

func shortOrJSON() error {
	return &usageError{errors.New("--short and --json are two forms of the version"), "choose one of them"}
}

func wrongDepth(n int) error {
	return &usageError{fmt.Errorf("--depth is %d", n), "1 has who publishes to and consumes from the same channels, 2 those that talk to them"}
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

func nothingToExplain(query string, names []string) error {
	return &usageError{fmt.Errorf("there is no channel, endpoint or flow %q", query), nearest(names)}
}

// nearest proposes names that are there.
func nearest(names []string) string {
	if len(names) == 0 {
		return "`flowvet graph` has all channels, endpoints and flows"
	}
	return "near to it: " + strings.Join(names, ", ")
}

func noOutputFolder(file string) error {
	return &usageError{fmt.Errorf("cannot write %s: there is no folder %s", file, filepath.Dir(file)),
		fmt.Sprintf("run `mkdir -p %s` first", filepath.Dir(file))}
}

func outputIsReadOnly(file string) error {
	return &usageError{fmt.Errorf("cannot write %s: it is read-only", file), fmt.Sprintf("run `chmod u+w %s` first", file)}
}

func outputIsFolder(file string) error {
	return &usageError{fmt.Errorf("cannot write %s: it is a folder", file),
		fmt.Sprintf("name a file in it: -o %s", filepath.Join(file, "FLOW.mmd"))}
}

// oneLine makes a text that may quote analyzed code safe to print: one line, no
// control characters.
func oneLine(text string) string { return visible(strings.TrimSpace(text)) }

// visible replaces control characters.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
