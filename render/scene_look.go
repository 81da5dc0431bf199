package render

import (
	"fmt"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// sceneOf is the scene of a view, for formats whose tools lay out any size. They have
// no sequence diagrams and get the overview instead.
func sceneOf(doc *graph.Document, opt Options) *scene {
	build, ok := scenes[opt.View]
	if !ok {
		build = overviewScene
	}
	return build(doc, opt, true)
}

// properties are those of a look, by their name in CSS.
type properties map[string]string

// width is that of the border where it is not the usual one, in pixels.
func (p properties) width() string { return strings.TrimSuffix(p["stroke-width"], "px") }

// paint has the properties of classes.
func paint(classes []string) properties {
	properties := properties{}
	for _, class := range classes {
		for _, part := range strings.Split(cssOf(class), ",") {
			if name, value, ok := strings.Cut(part, ":"); ok {
				properties[name] = value
			}
		}
	}
	return properties
}

// cssOf is the style of a class of boxes.
func cssOf(class string) string {
	for _, s := range styles {
		if s.class == class {
			return s.css
		}
	}
	for i, p := range palette {
		if eventClass(i) == class {
			return "fill:" + p.fill + ",stroke:" + p.stroke + ",color:" + p.text
		}
	}
	return ""
}

// stroke is the colour of an arrow.
func (a *arrow) stroke() string {
	if a.color < 0 {
		return "#607d8b"
	}
	return palette[a.color].stroke
}

// width is that of an arrow's line.
func (a *arrow) width() int {
	if a.thick {
		return 4
	}
	return 2
}

// lineWriter writes indented lines.
type lineWriter struct {
	text  strings.Builder
	depth int
}

func (w *lineWriter) line(format string, args ...any) {
	w.text.WriteString(strings.Repeat("  ", w.depth))
	fmt.Fprintf(&w.text, format, args...)
	w.text.WriteByte('\n')
}

// block writes what body does one step deeper, in braces.
func (w *lineWriter) block(open string, body func()) {
	w.line("%s {", open)
	w.depth++
	body()
	w.depth--
	w.line("}")
}
