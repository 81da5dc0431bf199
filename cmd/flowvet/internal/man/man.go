// Package man writes manual pages for commands, one for each that help shows.
//
// The pages come from the same texts as the help. cobra/doc reads those as Markdown, which
// they are not (flowvet:start markers are comments in it, orders.* is emphasis), and
// would bring three modules along; this is all of roff that they need. Pages are the same
// bytes on every day.
package man

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Page is a manual page of section 1.
type Page struct {
	Name string // without the section, as flowvet-explain
	Text []byte // roff, in the man macros
}

// Pages are those of a command and all below it, in the order of the help.
func Pages(root *cobra.Command) []Page {
	pages := []Page{{name(root), page(root)}}
	for _, sub := range shown(root) {
		pages = append(pages, Pages(sub)...)
	}
	return pages
}

func shown(cmd *cobra.Command) []*cobra.Command {
	return slices.DeleteFunc(slices.Clone(cmd.Commands()), func(c *cobra.Command) bool { return !c.IsAvailableCommand() })
}

func name(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

func page(cmd *cobra.Command) []byte {
	w := &writer{}
	w.macro("TH", strings.ToUpper(name(cmd)), "1", "", name(cmd.Root()), "User Commands")
	w.macro("SH", "NAME")
	w.text(name(cmd) + " - " + cmd.Short)
	w.macro("SH", "SYNOPSIS")
	w.text(cmd.UseLine())
	w.macro("SH", "DESCRIPTION")
	w.paragraphs(firstOf(cmd.Long, cmd.Short+"."))
	if sub := shown(cmd); len(sub) > 0 {
		w.macro("SH", "COMMANDS")
		for _, c := range sub {
			w.item(c.Name(), c.Short+". See "+name(c)+"(1).")
		}
	}
	w.flags("OPTIONS", cmd.NonInheritedFlags())
	w.flags("GLOBAL OPTIONS", cmd.InheritedFlags())
	if cmd.Example != "" {
		w.macro("SH", "EXAMPLES")
		w.paragraphs(cmd.Example)
	}
	if cmd.HasParent() {
		w.macro("SH", "SEE ALSO")
		w.text(name(cmd.Parent()) + "(1)")
	}
	return []byte(w.String())
}

func firstOf(texts ...string) string {
	i := slices.IndexFunc(texts, func(s string) bool { return s != "" })
	return texts[i]
}

// writer writes roff.
type writer struct{ strings.Builder }

func (w *writer) macro(name string, args ...string) {
	w.WriteString("." + name)
	for _, a := range args {
		fmt.Fprintf(w, ` "%s"`, strings.ReplaceAll(escape(a), `"`, `\(dq`))
	}
	w.WriteByte('\n')
}

// text writes lines that may be filled. None starts as a macro does.
func (w *writer) text(lines string) {
	for line := range strings.Lines(lines) {
		line = escape(strings.TrimRight(line, "\n"))
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			line = `\&` + line
		}
		w.WriteString(line + "\n")
	}
}

// paragraphs writes what empty lines divide. What is indented stays as it is.
func (w *writer) paragraphs(text string) {
	for part := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		w.macro("PP")
		if strings.TrimLeft(part, " \t") == part {
			w.text(part)
			continue
		}
		w.macro("RS", "4")
		w.macro("nf")
		for line := range strings.Lines(part) {
			w.text(strings.TrimPrefix(strings.TrimPrefix(line, "\t"), "  "))
		}
		w.macro("fi")
		w.macro("RE")
	}
}

func (w *writer) item(term, text string) {
	w.macro("TP")
	w.macro("B", term)
	w.text(text)
}

func (w *writer) flags(title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	w.macro("SH", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		term := "--" + f.Name
		if f.Shorthand != "" {
			term = "-" + f.Shorthand + ", " + term
		}
		if f.DefValue != "" && f.DefValue != "[]" && f.DefValue != "false" && f.DefValue != "0" {
			usage += " (default " + f.DefValue + ")"
		}
		w.item(strings.TrimSpace(term+" "+value), usage)
	})
}

// escape writes text so that roff prints it: backslashes, and the signs that it would
// print as others.
var escape = strings.NewReplacer(`\`, `\e`, "-", `\-`, "`", `\(ga`, "'", `\(aq`, "^", `\(ha`, "~", `\(ti`).Replace
