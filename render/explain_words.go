package render

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/flowvet/flowvet/graph"
)

// The texts of an explanation are in this file.

const (
	titleTrace    = "calls, from the business call to the client library's"
	titleName     = "where the name comes from"
	titleOthers   = "what other environments and deployments say"
	wordNoService = "none reaches it"
	wordNoSteps   = "the way to it was not kept"
	wordNoKey     = "(none)"
)

var directionWords = map[graph.Direction]string{
	graph.Publish: "publish to",
	graph.Consume: "consume from",
}

// stepFormats say what a step of a name's provenance is, by kind. They take the
// text of the step.
var stepFormats = map[string]string{
	"literal":     "literal %q",
	"constant":    "constant %s",
	"field":       "read from %s",
	"type-name":   "name of the type %s",
	"default":     "default value %q",
	"parameter":   "parameter %s, which only a caller at run time gives",
	"unknown":     "%s, which only run time knows",
	"env":         "environment variable %s",
	"flag":        "flag %s",
	"directive":   "a directive says %s",
	"config":      "configuration key %s",
	"config-file": "set in this configuration file: %s",
	"env-file":    "set in this environment file: %s",
	"env-example": "set in this example of an environment file: %s",
	"compose":     "set in this compose file: %s",
	"dockerfile":  "set in this Dockerfile: %s",
	"kubernetes":  "set in this Kubernetes manifest: %s",
	"helm":        "set in this Helm chart: %s",
	"procfile":    "set in this Procfile: %s",
	"systemd":     "set in this systemd unit: %s",
	"makefile":    "set in this makefile: %s",
	"launch":      "set in this launch configuration: %s",
}

func stepWords(s graph.Step) string {
	switch {
	case s.Kind == "format" && s.Text == "+":
		return "put together with +"
	case s.Kind == "format":
		return fmt.Sprintf("put together with the format %q", s.Text)
	case s.Text == "":
		return s.Kind
	}
	if format, ok := stepFormats[s.Kind]; ok {
		if whole, ok := strings.CutSuffix(format, ": %s"); ok && s.Text == s.File {
			return whole
		}
		return fmt.Sprintf(format, s.Text)
	}
	return s.Kind + " " + s.Text
}

// alternativeWords say what another environment has.
func alternativeWords(a graph.Alternative) string {
	in := ""
	if a.Environment != "" {
		in = " in " + a.Environment
	}
	return fmt.Sprintf("%q%s, %s", a.Value, in, stepWords(graph.Step{Kind: a.Kind, File: a.File, Text: a.Key}))
}

// gapWords say what keeps a name from being known.
func gapWords(g graph.Gap) string {
	at := place(g.File, g.Line)
	if at != "" {
		at = " (" + at + ")"
	}
	switch g.Kind {
	case graph.GapConfig:
		return fmt.Sprintf("%s: the program reads %s%s, and nothing checked in sets it", g.Name, g.Text, at)
	case graph.GapField:
		return fmt.Sprintf("%s: the field %s%s has its value at run time", g.Name, g.Text, at)
	case graph.GapParameter:
		return fmt.Sprintf("%s: a parameter%s, and no call of the function that gives it a known value was found", g.Name, at)
	}
	if g.Name == "" {
		return "the name could not be followed" + at
	}
	return fmt.Sprintf("%s: a value%s that only run time knows", g.Name, at)
}

// settleWords say what would make the name known.
func settleWords(g graph.Gap, e graph.Endpoint) string {
	switch {
	case g.Kind == graph.GapConfig:
		of := "of the service"
		if len(e.Services) > 0 {
			of = "of " + enumerate(e.Services)
		}
		return fmt.Sprintf("set %s in the deployment or environment file %s, or give it a default in the code", g.Text, of)
	case e.Mode == graph.Reply:
		return "nothing: a reply goes to whoever asked"
	case g.Kind == graph.GapParameter:
		return "a call with a known name in what is analyzed, or a model if a library calls it (extract/models/FORMAT.md)"
	}
	return "nothing, if the name is meant to vary; a model if a library hides it (extract/models/FORMAT.md)"
}

// ruleWords say why a message passes from one channel to another.
func (t *explainer) ruleWords(r graph.Route) string {
	from, to := t.names[r.Channel], t.names[r.Target]
	words := ""
	switch r.Rule {
	case graph.SameName:
		words = fmt.Sprintf("same name, %s", to)
	case graph.DefaultExchange:
		words = fmt.Sprintf("the default exchange puts %s into the queue of that name", from)
	case graph.Bound:
		words = fmt.Sprintf("%s reaches the queue %s through %s", from, to, count(len(r.Bindings), "binding", "bindings"))
	case graph.Wildcard:
		words = fmt.Sprintf("the wildcard %s matches %s", to, from)
	case graph.Expression:
		words = fmt.Sprintf("the regular expression %s matches %s", to, from)
	case graph.Open:
		words = fmt.Sprintf("%s and %s can be the same at run time", from, to)
	default:
		words = string(r.Rule)
	}
	if r.Stream != "" {
		words += ", kept in the stream " + r.Stream
	}
	return words
}

func bindingWords(b graph.Binding) string {
	words := fmt.Sprintf("%s -> %s with the key %s", b.Source, b.Target, b.Key)
	if b.Key == "" {
		words = fmt.Sprintf("%s -> %s without a key", b.Source, b.Target)
	}
	for _, p := range b.Declared {
		words += ", " + place(p.File, p.Line)
	}
	return words
}

func groupWords(group string) string {
	return group + ": one of its members gets each message"
}

// place is file:line, or as much of it as is known.
func place(file string, line int) string {
	if file == "" || line == 0 {
		return file
	}
	return file + ":" + strconv.Itoa(line)
}

// settings are in the order of their names.
func settings(values map[string]string) string {
	var words []string
	for _, key := range slices.Sorted(maps.Keys(values)) {
		words = append(words, key+"="+values[key])
	}
	return strings.Join(words, ", ")
}

// joinWords joins the words that are not empty.
func joinWords(between string, words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), between)
}

// printable keeps analyzed code from moving the cursor.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, text)
}
