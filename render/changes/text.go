package changes

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/flowvet/flowvet/graph/compare"
	"github.com/flowvet/flowvet/render"
)

// Text writes what breaks and what changed, for a terminal: a line starts with ! for
// what breaks, + for what is new, - for what is gone and ~ for what is another.
func Text(w io.Writer, r *compare.Result) error {
	out := bufio.NewWriter(w)
	say := words{plain}
	fmt.Fprintln(out, summary(r))
	if len(r.Breaks) > 0 {
		fmt.Fprint(out, "\nBreaks\n")
	}
	for _, b := range r.Breaks {
		fmt.Fprintf(out, "  ! %s (%s)\n", say.breaks(b), b.Rule)
	}
	for _, kind := range compare.Kinds {
		title := "\n" + titles[kind] + "\n"
		for _, c := range r.Changes {
			if c.Kind == kind {
				fmt.Fprintf(out, "%s  %s %s%s\n", title, marks[c.Op], say.change(c), place(c))
				title = ""
			}
		}
	}
	return out.Flush()
}

func place(c compare.Change) string {
	if c.File == "" {
		return ""
	}
	return fmt.Sprintf("  %s:%d", plain(c.File), c.Line)
}

// plain keeps analyzed code from writing more than one line, or to the terminal.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, text)
}

// Markdown writes the same as a comment of a pull request, with the diagram.
func Markdown(w io.Writer, r *compare.Result) error {
	out := bufio.NewWriter(w)
	say := words{code}
	fmt.Fprintf(out, "%s\n", summary(r))
	if len(r.Breaks) > 0 {
		fmt.Fprint(out, "\n### Breaks\n\n")
	}
	for _, b := range r.Breaks {
		fmt.Fprintf(out, "- %s (%s)\n", say.breaks(b), b.Rule)
	}
	if err := markdownDiagram(out, r); err != nil {
		return err
	}
	for _, kind := range compare.Kinds {
		title := "\n### " + titles[kind] + "\n\n"
		for _, c := range r.Changes {
			if c.Kind == kind {
				fmt.Fprintf(out, "%s- %s: %s\n", title, c.Op, say.change(c))
				title = ""
			}
		}
	}
	return out.Flush()
}

// markdownDiagram writes the diagram if there is something to draw, or why it cannot be
// drawn.
func markdownDiagram(out io.Writer, r *compare.Result) error {
	if len(r.Links) == 0 {
		return nil
	}
	text, err := diagram(r)
	var size *render.SizeError
	if errors.As(err, &size) {
		_, err := fmt.Fprintf(out, "\nToo much has changed for a diagram: %s.\n", size)
		return err
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "\n```mermaid\n%s```\n", text)
	return err
}

// code writes a name as code, whatever it has in it.
func code(text string) string {
	text = plain(text)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 || text == "" {
		text = " " + text + " "
	}
	return fence + text + fence
}

// JSON writes a result as it is.
func JSON(w io.Writer, r *compare.Result) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
