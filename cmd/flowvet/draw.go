package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render"
	"github.com/spf13/cobra"
)

// look is what of a graph is written, and how.
type look struct {
	view  string
	by    string
	focus string
	depth int
	edges int
	chars int
}

// defaultLook is that of a command without flags.
var defaultLook = look{view: string(render.Views[0]), by: string(render.Groupings[0]), depth: 1}

// addFlags adds what all commands that draw have in common.
func (l *look) addFlags(cmd *cobra.Command, opt *options) {
	f := cmd.Flags()
	f.StringVar(&l.view, "view", defaultLook.view, helpNames("draw this `VIEW`", names(render.Views)))
	f.StringVar(&l.by, "by", defaultLook.by, helpNames("put services and channels together by `WHAT`", names(render.Groupings)))
	f.StringVar(&l.focus, "focus", "", helpFocus)
	f.IntVar(&l.depth, "depth", defaultLook.depth, helpDepth)
	f.IntVar(&l.edges, "max-edges", 0, helpMaxEdges)
	f.IntVar(&l.chars, "max-chars", 0, helpMaxChars)
	must(cmd.RegisterFlagCompletionFunc("focus", opt.completeNames((*graph.Document).FocusNames)))
	fixed(cmd, "view", names(render.Views))
	fixed(cmd, "by", names(render.Groupings))
}

// options checks the flags.
func (l *look) options() (render.Options, error) {
	switch {
	case !slices.Contains(names(render.Views), l.view):
		return render.Options{}, wrongValue("view", l.view, names(render.Views))
	case !slices.Contains(names(render.Groupings), l.by):
		return render.Options{}, wrongValue("by", l.by, names(render.Groupings))
	case l.depth < 1:
		return render.Options{}, wrongDepth(l.depth)
	}
	return render.Options{Start: l.focus, View: render.View(l.view), By: render.Grouping(l.by), MaxEdges: l.edges, MaxChars: l.chars}, nil
}

// part is what of a graph is written.
func (l *look) part(doc *graph.Document) (*graph.Document, error) {
	if l.focus == "" {
		return doc, nil
	}
	part, err := doc.Focus(l.focus, l.depth)
	if err == nil && render.View(l.view) == render.Sequence {
		return doc, nil // a journey goes as far as it goes
	}
	return part, err
}

func names[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// drawing is the command without a name: it analyzes and draws.
type drawing struct {
	*options
	look
	format  string
	outputs []string
	service string
}

func newDrawing(opt *options, cmd *cobra.Command) *drawing {
	d := &drawing{options: opt}
	d.look.addFlags(cmd, opt)
	cmd.Flags().StringVarP(&d.format, "format", "f", formats[0].name, helpNames("print as `FORMAT`", formatNames()))
	cmd.Flags().StringArrayVarP(&d.outputs, "output", "o", nil, helpOutputs)
	cmd.Flags().StringVar(&d.service, "service", "", helpService)
	must(cmd.RegisterFlagCompletionFunc("service", opt.completeNames(serviceNames)))
	fixed(cmd, "format", formatNames())
	return d
}

// run analyzes once and writes all that is asked for, or nothing.
func (d *drawing) run(cmd *cobra.Command, args []string) error {
	opt, err := d.look.options()
	if err != nil {
		return err
	}
	targets, err := d.targets(cmd.Flags().Changed("format"))
	if err != nil {
		return err
	}
	if _, err := d.settings(); err != nil {
		return err
	}
	doc, err := d.graph(cmd, args)
	if err != nil {
		return err
	}
	return d.draw(doc, opt, targets)
}

// draw writes a graph to all targets, or to none.
func (d *drawing) draw(doc *graph.Document, opt render.Options, targets []target) error {
	doc, err := d.part(doc)
	if err != nil {
		return err
	}
	opt.Service, opt.Told = d.service, d.told
	var written []output
	for _, t := range targets {
		var b bytes.Buffer
		opt.Source = toRoot(t.file)
		opt.Color = t.file == "" && d.colored()
		if err := t.write(&b, doc, opt); err != nil {
			return err
		}
		written = append(written, output{t.file, b.Bytes()})
	}
	if len(written) == 1 {
		return writeFile(written[0].file, d.stdout, written[0].data)
	}
	return writeFiles(written)
}

// told says what a diagram does not show.
func (opt *options) told(note string) {
	if !opt.quiet {
		fmt.Fprintln(opt.stderr, oneLine(tooLarge(note)))
	}
}

// target is a file that is written in a format; "" is standard output.
type target struct {
	format
	file string
}

// targets are the files of -o, each in the format of -f or else of its extension.
func (d *drawing) targets(chosen bool) ([]target, error) {
	f, err := formatNamed(d.format)
	if err != nil {
		return nil, err
	}
	if len(d.outputs) == 0 {
		return []target{{f, ""}}, nil
	}
	var out []target
	for _, file := range d.outputs {
		if err := checkOutput(file); err != nil {
			return nil, err
		}
		if !chosen {
			if f, err = formatOf(file); err != nil {
				return nil, err
			}
		}
		out = append(out, target{f.in(file), file})
	}
	return out, nil
}

// toRoot is the way from the folder of a file to the current one, as links have it.
func toRoot(file string) string {
	rel, err := filepath.Rel(filepath.Dir(file), ".")
	if err != nil || rel == "." {
		return ""
	}
	return filepath.ToSlash(rel) + "/"
}
