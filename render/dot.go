package render

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/flowvet/flowvet/graph"
)

// DOT writes the overview or the detail view for Graphviz.
func DOT(w io.Writer, doc *graph.Document, opt Options) error {
	s := sceneOf(doc, opt)
	d := &dotWriter{}
	d.block("digraph flow", func() {
		d.line("graph [label=%s, labelloc=t, rankdir=%s, fontname=\"Helvetica\", fontsize=14, nodesep=0.4, ranksep=0.7, bgcolor=\"transparent\"];", dotText(s.title), dotDirections[s.wide])
		d.line("node [fontname=\"Helvetica\", fontsize=12, style=filled, margin=\"0.18,0.09\"];")
		d.line("edge [fontname=\"Helvetica\", fontsize=10, arrowsize=0.8];")
		for _, z := range s.zones {
			d.zone(z)
		}
		d.legend(s.legend)
		for _, a := range s.arrows {
			d.arrow(a)
		}
	})
	_, err := io.WriteString(w, d.text.String())
	return err
}

// dotDirections are those in which wide and other scenes run.
var dotDirections = map[bool]string{false: "TB", true: "LR"}

// dotShapes are the shapes in Graphviz's terms.
var dotShapes = map[shape]string{
	shapeService: "box", shapeTopic: "box", shapeExchange: "hexagon", shapeQueue: "box", shapeSubject: "parallelogram",
	shapeStream: "cylinder", shapeBucket: "trapezium", shapeChannel: "box", shapeStore: "cylinder", shapeExternal: "box3d",
	shapeTrigger: "cds", shapeHandler: "box",
}

// dotStyles are the styles of shapes beside the filling.
var dotStyles = map[shape]string{shapeTopic: ",rounded", shapeChannel: ",rounded", shapeQueue: ",diagonals"}

type dotWriter struct{ lineWriter }

func (d *dotWriter) zone(z *zone) {
	if z.id == "" {
		d.boxes(z.boxes)
		return
	}
	d.block("subgraph cluster_"+z.id, func() {
		d.line("graph [label=%s, style=\"rounded,filled\", fillcolor=\"#8080800f\", color=\"#80808066\"];", dotText(z.title))
		d.boxes(z.boxes)
		for _, inner := range z.zones {
			d.zone(inner)
		}
	})
}

func (d *dotWriter) boxes(boxes []*box) {
	for _, b := range boxes {
		p := paint(b.classes)
		style := "filled" + dotStyles[b.shape]
		if p["stroke-dasharray"] != "" {
			style += ",dashed"
		}
		border := ""
		if width := p.width(); width != "" {
			border = ", penwidth=" + width
		}
		d.line("%s [label=%s, shape=%s, style=\"%s\", fillcolor=\"%s\", color=\"%s\", fontcolor=\"%s\"%s];", b.id, dotText(b.label...),
			cmp.Or(dotShapes[b.shape], "box"), style, p["fill"], p["stroke"], p["color"], border)
	}
}

func (d *dotWriter) legend(entries []legendEntry) {
	if len(entries) == 0 {
		return
	}
	z := &zone{id: "legend", title: "Legend"}
	for _, e := range entries {
		z.boxes = append(z.boxes, &box{id: e.id, shape: shapeChannel, label: []string{e.label}, classes: e.classes})
	}
	d.zone(z)
}

func (d *dotWriter) arrow(a *arrow) {
	style := "solid"
	if a.dotted {
		style = "dashed"
	}
	label := ""
	if len(a.label) > 0 {
		label = ", label=" + dotText(a.label...)
	}
	d.line("%s -> %s [style=%s, color=\"%s\", penwidth=%d%s];", a.from, a.to, style, a.stroke(), a.width(), label)
}

// dotText quotes lines. Graphviz takes entities for their signs, and a backslash for
// the start of an escape.
func dotText(lines ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")
	parts := make([]string, len(lines))
	for i, l := range lines {
		parts[i] = escape.Replace(visible(l))
	}
	return fmt.Sprintf(`"%s"`, strings.Join(parts, `\n`))
}
