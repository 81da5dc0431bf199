package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/flowvet/flowvet/cmd/flowvet/internal/markers"
	"github.com/flowvet/flowvet/cmd/flowvet/internal/settings"
	"github.com/flowvet/flowvet/graph"
	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"
)

// generateOptions are the flags of `flowvet generate`.
type generateOptions struct {
	*options
	look
	format  string
	outputs []string
	block   string
	check   bool
	append  bool
}

func newGenerateCommand(opt *options) *cobra.Command {
	g := &generateOptions{options: opt}
	cmd := &cobra.Command{
		Use:     "generate [PATTERN | FOLDER]...",
		Short:   helpGenerate,
		Long:    helpGenerateLong,
		Example: helpGenerateExamples,
		Args:    cobra.ArbitraryArgs,
		RunE:    g.run,
	}
	opt.addFlags(cmd)
	g.look.addFlags(cmd, opt)
	f := cmd.Flags()
	f.StringArrayVarP(&g.outputs, "output", "o", nil, helpGenerateOutput)
	f.StringVarP(&g.format, "format", "f", "", helpNames("write as `FORMAT`", formatNames()))
	f.StringVar(&g.block, "block", "", helpBlock)
	f.BoolVar(&g.check, "check", false, helpGenerateCheck)
	f.BoolVar(&g.append, "append", false, helpAppend)
	fixed(cmd, "format", formatNames())
	return cmd
}

// run makes every document from one analysis. All of them are made before the first is
// written.
func (g *generateOptions) run(cmd *cobra.Command, args []string) error {
	file, err := g.settings()
	if err != nil {
		return err
	}
	if file.Path != "" {
		g.dir = filepath.Dir(file.Path) // from wherever it is started, the documents are the same
	}
	documents := file.Documents
	if len(g.outputs) > 0 {
		documents = g.fromFlags()
	}
	if len(documents) == 0 {
		return nothingToGenerate()
	}
	pages, err := g.pages(documents, file.Name)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = file.Patterns
	}
	doc, err := g.options.graph(cmd, args)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := p.make(doc); err != nil {
			return err
		}
	}
	if g.check {
		return g.compare(pages)
	}
	var written []output
	for _, p := range pages {
		written = append(written, output{p.name, p.after})
	}
	return writeFiles(written)
}

// fromFlags are the documents that the command line describes.
func (g *generateOptions) fromFlags() []settings.Document {
	var out []settings.Document
	for _, file := range g.outputs {
		if abs, err := filepath.Abs(file); err == nil {
			file = abs
		}
		out = append(out, settings.Document{
			File: file, Block: g.block, Format: g.format, View: g.view, By: g.by, Focus: g.focus, Depth: g.depth,
			MaxEdges: g.edges, MaxChars: g.chars,
		})
	}
	return out
}

// page is a file with what is to be written to it.
type page struct {
	file, name    string // where it is, and what messages call it
	before, after []byte
	exists        bool
	blocks        []markers.Block
	parts         []part
}

// part is a document of a page: a block, or the whole.
type part struct {
	block  string
	format format
	look   look
	source string // from the folder of the page to that of the sources
}

// pages reads the files of the documents and checks all that can be without an
// analysis.
func (g *generateOptions) pages(documents []settings.Document, config string) ([]*page, error) {
	dir, err := g.folder()
	if err != nil {
		return nil, err
	}
	var out []*page
	byFile := map[string]*page{}
	for _, d := range documents {
		file := d.File
		if !filepath.IsAbs(file) {
			file = filepath.Join(dir, filepath.FromSlash(file))
		}
		p := byFile[file]
		if p == nil {
			if p, err = readPage(file); err != nil {
				return nil, err
			}
			byFile[file] = p
			out = append(out, p)
		}
		pt, err := newPart(d, file, dir)
		if err != nil {
			return nil, inDocument(d.Where(config), err)
		}
		p.parts = append(p.parts, pt)
		if err := p.prepare(d.Block, g.append); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func readPage(file string) (*page, error) {
	p := &page{file: file, name: file}
	if cwd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(cwd, file); err == nil {
			p.name = filepath.ToSlash(rel)
		}
	}
	if err := checkOutput(p.name); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(file)
	switch {
	case err == nil:
		p.before, p.exists = data, true
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("read %s: %w", p.name, err)
	}
	p.after = p.before
	return p, nil
}

// newPart checks what a document says of its format and look.
func newPart(d settings.Document, file, dir string) (part, error) {
	out := part{block: d.Block, look: look{
		view: d.View, by: d.By, focus: d.Focus, depth: max(d.Depth, 1), edges: d.MaxEdges, chars: d.MaxChars,
	}}
	out.look.complete()
	if _, err := out.look.options(); err != nil {
		return part{}, err
	}
	var err error
	switch {
	case d.Format != "":
		out.format, err = formatNamed(d.Format)
	case d.Block != "":
		out.format = formats[0]
	default:
		out.format, err = formatOf(file)
	}
	if rel, failed := filepath.Rel(filepath.Dir(file), dir); failed == nil && rel != "." {
		out.source = filepath.ToSlash(rel) + "/"
	}
	return out, err
}

// prepare finds the blocks of the page and makes the one that is asked for if it may.
func (p *page) prepare(block string, mayAppend bool) error {
	if block == "" {
		return nil
	}
	for {
		blocks, err := markers.Find(p.after)
		var wrong *markers.Error
		if errors.As(err, &wrong) {
			return badMarker(p.name, wrong)
		}
		p.blocks = blocks
		for _, b := range blocks {
			if b.Name == block {
				return nil
			}
		}
		if !mayAppend {
			return noBlock(p.name, block)
		}
		p.after = markers.Append(p.after, block)
	}
}

// make writes the documents of the page into it.
func (p *page) make(doc *graph.Document) error {
	content := map[string]string{}
	for _, pt := range p.parts {
		text, err := pt.text(doc)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if pt.block == "" {
			p.after = text
			return nil
		}
		content[pt.block] = fenced(pt.format.fence, string(text))
	}
	p.after = markers.Fill(p.after, p.blocks, content)
	return nil
}

func (pt *part) text(doc *graph.Document) ([]byte, error) {
	opt, err := pt.look.options()
	if err != nil {
		return nil, err
	}
	opt.Source = pt.source
	if doc, err = pt.look.part(doc); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = pt.format.write(&b, doc, opt)
	return b.Bytes(), err
}

// fenced puts text that is no Markdown itself into a code fence.
func fenced(language, text string) string {
	if language == "" {
		return text
	}
	return "```" + language + "\n" + text + "```\n"
}

// compare prints what writing would change, and names the pages that are stale.
func (g *generateOptions) compare(pages []*page) error {
	stale := 0
	for _, p := range pages {
		if p.exists && bytes.Equal(p.before, p.after) {
			continue
		}
		stale++
		if err := g.show(diff.Diff("a/"+p.name, p.before, "b/"+p.name, p.after), unifiedColors); err != nil {
			return err
		}
		fmt.Fprintln(g.stderr, oneLine(staleFile(p.name)))
	}
	if stale == 0 {
		return nil
	}
	return &findingsError{staleFiles(stale)}
}

func newInitCommand(opt *options) *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: helpInit,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			if _, err := os.Lstat(settings.Name); err == nil {
				return alreadyThere(settings.Name)
			}
			if err := writeFiles([]output{{settings.Name, []byte(settings.Example)}}); err != nil {
				return err
			}
			_, err := io.WriteString(opt.stdout, initDone)
			return err
		},
	}
}

// complete fills in the defaults of what is left out.
func (l *look) complete() {
	l.view = cmp.Or(l.view, defaultLook.view)
	l.by = cmp.Or(l.by, defaultLook.by)
}
