package findings

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/flowvet/flowvet/graph"
)

// Text writes a line for each diagnostic, file:line:column: severity: message (rule),
// with the places that it is also about below it, indented. A column that is not known
// is left out.
func Text(w io.Writer, list []graph.Diagnostic) error {
	out := bufio.NewWriter(w)
	for _, d := range list {
		fmt.Fprintf(out, "%s%s: %s (%s)\n", position(d.File, d.Line, d.Column), d.Severity, line(d.Message), d.Rule)
		for _, r := range d.Related {
			fmt.Fprintf(out, "\t%s%s\n", position(r.File, r.Line, r.Column), line(r.Message))
		}
	}
	return out.Flush()
}

// position is file:line:column as far as they are known, and a colon; nothing for what
// stands nowhere.
func position(file string, n, column int) string {
	switch {
	case file == "":
		return ""
	case n == 0:
		return line(file) + ": "
	case column == 0:
		return fmt.Sprintf("%s:%d: ", line(file), n)
	}
	return fmt.Sprintf("%s:%d:%d: ", line(file), n, column)
}

// line keeps analyzed code from writing more than one line, or to the terminal.
func line(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
