package render

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// D2 writes the overview or the detail view for D2 (https://d2lang.com).
func D2(w io.Writer, doc *graph.Document, opt Options) error {
	s := sceneOf(doc, opt)
	d := &d2Writer{paths: map[string]string{}}
	d.line("direction: %s", d2Directions[s.wide])
	d.line("title: %s {shape: text; near: top-center; style.font-size: 24}", d2Text(s.title))
	d.classes(s)
	for _, z := range s.zones {
		d.zone(z, "")
	}
	d.legend(s.legend)
	for _, a := range s.arrows {
		d.arrow(a)
	}
	_, err := io.WriteString(w, d.text.String())
	return err
}

// d2Directions are those in which wide and other scenes run.
var d2Directions = map[bool]string{false: "down", true: "right"}

// d2Shapes are the shapes in D2's terms.
var d2Shapes = map[shape]string{
	shapeService: "rectangle", shapeTopic: "oval", shapeExchange: "hexagon", shapeQueue: "queue", shapeSubject: "parallelogram",
	shapeStream: "cylinder", shapeBucket: "stored_data", shapeChannel: "rectangle", shapeStore: "cylinder", shapeExternal: "cloud",
	shapeTrigger: "step", shapeHandler: "rectangle",
}

type d2Writer struct {
	lineWriter
	paths map[string]string // of boxes, from the outermost frame
}

// classes defines the looks that boxes have.
func (d *d2Writer) classes(s *scene) {
	used := map[string]bool{}
	add := func(b *box) {
		for _, c := range b.classes {
			used[c] = true
		}
	}
	for _, z := range s.zones {
		z.all(add)
	}
	for _, e := range s.legend {
		add(&box{classes: e.classes})
	}
	d.block("classes:", func() {
		for _, class := range slices.Sorted(maps.Keys(used)) {
			p := paint([]string{class})
			d.block(class+":", func() {
				for _, property := range []struct{ name, in string }{{"fill", "fill"}, {"stroke", "stroke"}, {"font-color", "color"}} {
					if v := p[property.in]; v != "" {
						d.line("style.%s: \"%s\"", property.name, v)
					}
				}
				if p["stroke-dasharray"] != "" {
					d.line("style.stroke-dash: 4")
				}
				if width := p.width(); width != "" {
					d.line("style.stroke-width: %s", width)
				}
			})
		}
	})
}

func (d *d2Writer) zone(z *zone, path string) {
	if z.id == "" {
		d.boxes(z.boxes, path)
		return
	}
	d.block(fmt.Sprintf("%s: %s", z.id, d2Text(z.title)), func() {
		d.line("style: {fill: \"transparent\"; stroke: \"#9e9e9e\"; border-radius: 8}")
		d.boxes(z.boxes, path+z.id+".")
		for _, inner := range z.zones {
			d.zone(inner, path+z.id+".")
		}
	})
}

func (d *d2Writer) boxes(boxes []*box, path string) {
	for _, b := range boxes {
		d.paths[b.id] = path + b.id
		d.line("%s: %s {shape: %s; class: [%s]}", b.id, d2Text(b.label...), d2Shapes[b.shape], strings.Join(b.classes, "; "))
	}
}

func (d *d2Writer) legend(entries []legendEntry) {
	if len(entries) == 0 {
		return
	}
	z := &zone{id: "legend", title: "Legend"}
	for _, e := range entries {
		z.boxes = append(z.boxes, &box{id: e.id, shape: shapeChannel, label: []string{e.label}, classes: e.classes})
	}
	d.zone(z, "")
}

func (d *d2Writer) arrow(a *arrow) {
	label := ""
	if len(a.label) > 0 {
		label = ": " + d2Text(a.label...)
	}
	dash := ""
	if a.dotted {
		dash = "; stroke-dash: 4"
	}
	d.line("%s -> %s%s {style: {stroke: \"%s\"; stroke-width: %d%s}}", d.paths[a.from], d.paths[a.to], label, a.stroke(), a.width(), dash)
}

// d2Text quotes lines. D2 fills in ${variables} and takes a backslash for the start of
// an escape, also between quotes.
func d2Text(lines ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`)
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = escape.Replace(visible(l))
	}
	return fmt.Sprintf(`"%s"`, strings.Join(parts, `\n`))
}
