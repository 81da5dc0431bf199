package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/flowvet/flowvet/graph/rules"
)

// Rule writes what a rule is about, for a terminal.
func Rule(w io.Writer, r rules.Rule) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s: %s\n\n", r.ID, r.Title)
	for _, paragraph := range []string{r.What, r.Why} {
		fmt.Fprintf(out, "%s\n\n", wrap(paragraph, 80))
	}
	for _, example := range []struct{ title, text string }{{"Bad", r.Bad}, {"Good", r.Good}} {
		fmt.Fprintf(out, "%s:\n\n%s\n\n", example.title, indent(example.text))
	}
	fmt.Fprintf(out, "Severity %s. %s\n", r.Severity, appliedBy[r.Scope])
	for _, s := range r.Sources {
		fmt.Fprintf(out, "See %s\n", s)
	}
	return out.Flush()
}

// appliedBy says which command applies the rules of a scope.
var appliedBy = map[rules.Scope]string{
	rules.ScopeSystem: "Found by `flowvet check`.",
	rules.ScopeCode:   "Found by `go vet -vettool=$(which flowvet)`.",
}

// RuleReference writes the page of all rules, as Markdown.
func RuleReference(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "# Rules\n\nWritten by `go test ./render -update` from package graph/rules.\n")
	for _, scope := range []rules.Scope{rules.ScopeSystem, rules.ScopeCode} {
		fmt.Fprintf(out, "\n## %s\n\n%s\n\n", scopeTitles[scope], appliedBy[scope])
		fmt.Fprint(out, "| rule | severity | what is wrong |\n|---|---|---|\n")
		for _, r := range rules.All() {
			if r.Scope == scope {
				fmt.Fprintf(out, "| [%s](#%s) | %s | %s |\n", r.ID, r.ID, severity(r), r.Title)
			}
		}
		for _, r := range rules.All() {
			if r.Scope == scope {
				section(out, r)
			}
		}
	}
	return out.Flush()
}

var scopeTitles = map[rules.Scope]string{
	rules.ScopeSystem: "Of a system",
	rules.ScopeCode:   "Of the code",
}

func section(w io.Writer, r rules.Rule) {
	fmt.Fprintf(w, "\n### %s\n\n%s. %s\n\n%s\n", r.ID, r.Title, r.What, r.Why)
	fmt.Fprintf(w, "\nBad:\n\n```\n%s\n```\n\nGood:\n\n```\n%s\n```\n", r.Bad, r.Good)
	fmt.Fprintf(w, "\nSources: <%s>\n", strings.Join(r.Sources, ">, <"))
}

func severity(r rules.Rule) string {
	if r.Off {
		return string(r.Severity) + ", off by default"
	}
	return string(r.Severity)
}

// wrap breaks a text into lines of at most width characters, where it has spaces.
func wrap(text string, width int) string {
	var out strings.Builder
	used := 0
	for i, word := range strings.Fields(text) {
		switch n := len([]rune(word)); {
		case i == 0:
			used = n
		case used+1+n > width:
			out.WriteByte('\n')
			used = n
		default:
			out.WriteByte(' ')
			used += 1 + n
		}
		out.WriteString(word)
	}
	return out.String()
}

func indent(text string) string { return "    " + strings.ReplaceAll(text, "\n", "\n    ") }
