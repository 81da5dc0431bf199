package deploy

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/flowvet/flowvet/extract/internal/config"
)

// Bounds of rendering a chart: how often loops may turn and how many values may be
// put together, how long a text may become, how deep templates include others,
// and how large a template and how many files of values may be.
const (
	maxTurns    = 10_000
	maxWork     = 2_000_000
	maxOutput   = 1 << 20
	maxInclude  = 40
	maxTemplate = 256 << 10
	maxOverlays = 20
)

var errRender = errors.New("rendering needs too much")

// renderer renders the templates of one chart. What it cannot render is left out.
//
// To know where a line of the result comes from, each line of a template and each
// string of the values carries a mark, which is taken out again at the end.
type renderer struct {
	sys   *System
	chart *chart
	root  *template.Template
	marks []config.Position
	turns int
	work  int
	depth int
}

var markPattern = regexp.MustCompile(`\x{e000}(\d*)\x{e001}`)

// mark is a text that stands for a line of a file.
func (h *renderer) mark(file string, line int) string {
	h.marks = append(h.marks, config.Position{File: file, Line: line})
	return "\ue000" + strconv.Itoa(len(h.marks)-1) + "\ue001"
}

func unmark(s string) string {
	if !strings.ContainsRune(s, '\ue000') {
		return s
	}
	return markPattern.ReplaceAllString(s, "")
}

// render renders all templates and gives the names to read the results by.
func (h *renderer) render(values map[string]any, overlay string) []string {
	h.root = template.New("").Option("missingkey=zero").Funcs(h.functions())
	for _, f := range h.chart.templates {
		h.parse(f)
	}
	data := h.data(values)
	var names []string
	for _, f := range h.chart.templates {
		if path.Ext(f) == ".tpl" || h.root.Lookup(f) == nil {
			continue
		}
		out, err := h.execute(f, data)
		if err != nil {
			continue
		}
		name := f + "#" + path.Base(overlay) + "/rendered.yaml"
		text, lines := h.unmarkLines(strings.ReplaceAll(out, "<no value>", ""), f)
		h.sys.repo.Generate(name, []byte(text), lines)
		names = append(names, name)
	}
	return names
}

func (h *renderer) data(values map[string]any) map[string]any {
	c := h.chart
	return map[string]any{
		"Values":       values,
		"Chart":        map[string]any{"Name": c.name, "Version": c.version, "AppVersion": c.app},
		"Release":      map[string]any{"Name": c.name, "Namespace": "default", "Service": "Helm", "Revision": int64(1), "IsInstall": true},
		"Capabilities": map[string]any{"KubeVersion": map[string]any{"Version": "v1.30.0", "Major": "1", "Minor": "30"}, "APIVersions": apiVersions{}},
		"Template":     map[string]any{"Name": c.name, "BasePath": "templates"},
		"Files":        chartFiles{h},
	}
}

// apiVersions are those of a cluster that nobody knows.
type apiVersions struct{}

// Has reports whether the cluster has an API.
func (apiVersions) Has(string) bool { return false }

// chartFiles gives templates the chart's other files.
type chartFiles struct{ h *renderer }

// Get is the text of a file of the chart.
func (c chartFiles) Get(name string) string {
	file := path.Join(c.h.chart.dir, path.Clean("/"+unmark(name)))
	data, err := c.h.sys.repo.Read(file)
	if err != nil || len(data) > maxTemplate {
		return ""
	}
	return c.h.markLines(string(data), file, 1)
}

// markLines puts a mark after each line end.
func (h *renderer) markLines(text, file string, line int) string {
	var b strings.Builder
	for part := range strings.Lines(text) {
		b.WriteString(part)
		if strings.HasSuffix(part, "\n") {
			line++
			b.WriteString(h.mark(file, line))
		}
	}
	return b.String()
}

var unknownFunction = regexp.MustCompile(`function "([^"]+)" not defined`)

// parse adds a template. A function that this renderer does not have gives an
// empty text.
func (h *renderer) parse(file string) {
	data, err := h.sys.repo.Read(file)
	if err != nil || len(data) > maxTemplate {
		return
	}
	for range maxInclude {
		t, err := h.root.New(file).Parse(string(data))
		if err == nil {
			for _, t := range t.Templates() {
				if t.Tree != nil && t.Tree.ParseName == file {
					h.instrument(t.Tree.Root, file, string(data))
				}
			}
			return
		}
		m := unknownFunction.FindStringSubmatch(err.Error())
		if m == nil {
			return
		}
		h.root.Funcs(template.FuncMap{m[1]: func(...any) string { return "" }})
	}
}

// instrument marks the lines of a template's text and counts the turns of its
// loops.
func (h *renderer) instrument(n parse.Node, file, source string) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, child := range n.Nodes {
			h.instrument(child, file, source)
		}
	case *parse.TextNode:
		line := 1 + strings.Count(source[:min(int(n.Pos), len(source))], "\n")
		n.Text = []byte(h.markLines(string(n.Text), file, line))
	case *parse.IfNode:
		h.branch(&n.BranchNode, file, source)
	case *parse.WithNode:
		h.branch(&n.BranchNode, file, source)
	case *parse.RangeNode:
		h.branch(&n.BranchNode, file, source)
		tick := template.Must(h.root.New("tick").Parse("{{tick}}"))
		n.List.Nodes = append(tick.Tree.Root.Nodes[:1:1], n.List.Nodes...)
	}
}

func (h *renderer) branch(n *parse.BranchNode, file, source string) {
	h.instrument(n.List, file, source)
	if n.ElseList != nil {
		h.instrument(n.ElseList, file, source)
	}
}

func (h *renderer) execute(name string, data any) (out string, err error) {
	if h.depth++; h.depth > maxInclude {
		return "", errRender
	}
	defer func() { h.depth-- }()
	w := &limitedWriter{}
	err = h.root.ExecuteTemplate(w, name, data)
	return w.String(), err
}

// limitedWriter is a buffer that refuses to grow too large.
type limitedWriter struct{ bytes.Buffer }

func (w *limitedWriter) Write(p []byte) (int, error) {
	if w.Len()+len(p) > maxOutput {
		return 0, errRender
	}
	return w.Buffer.Write(p)
}

// unmarkLines takes the marks out of what a template gave and says where each line
// comes from: where its last mark says, which is that of a value if it has one, or
// else from the same line as the one before.
func (h *renderer) unmarkLines(text, file string) (string, []config.Position) {
	var b strings.Builder
	var lines []config.Position
	at := config.Position{File: file, Line: 1}
	for part := range strings.Lines(text) {
		for _, m := range markPattern.FindAllStringSubmatch(part, -1) {
			if i, err := strconv.Atoi(m[1]); err == nil && i < len(h.marks) && h.marks[i].File != "" {
				at = h.marks[i]
			}
		}
		lines = append(lines, at)
		b.WriteString(unmark(part))
	}
	return b.String(), lines
}
