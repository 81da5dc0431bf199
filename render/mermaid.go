package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/flowvet/flowvet/graph"
	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// A SizeError says that a diagram is larger than hosts draw, even with its edges
// bare.
type SizeError struct {
	Edges, MaxEdges int
	Chars, MaxChars int
}

func (e *SizeError) Error() string {
	return fmt.Sprintf("the diagram has %d edges and %d characters, and no more than %d and %d are drawn",
		e.Edges, e.Chars, e.MaxEdges, e.MaxChars)
}

// Mermaid writes a view of a document as one Mermaid diagram. What is too large for its
// hosts is drawn without labels on edges, then folded as Diagrams says; a comment in the
// text says so. Limits that are too small for that, too, are a *SizeError, and nothing is
// written.
func Mermaid(w io.Writer, doc *graph.Document, opt Options) error {
	d, err := folded(doc, opt)
	if err != nil {
		return err
	}
	if d.Note != "" {
		opt.tell(d.Note)
		first, rest, _ := strings.Cut(d.Text, "\n") // a comment may not come first in old versions
		d.Text = first + "\n    %% " + d.Note + "\n" + rest
	}
	_, err = io.WriteString(w, d.Text)
	return err
}

// scenes are the views that are flowcharts.
var scenes = map[View]func(doc *graph.Document, opt Options, labels bool) *scene{
	"":       overviewScene,
	Overview: overviewScene,
	Detail:   detailScene,
}

func diagram(doc *graph.Document, opt Options) (string, error) {
	limit := opt.limit()
	if opt.View == Sequence {
		return sequence(doc, opt, limit)
	}
	for _, labels := range []bool{true, false} {
		chart := flowchart(scenes[opt.View](doc, opt, labels))
		limit.Edges, limit.Chars = chart.Edges(), chart.Chars()
		if limit.Edges <= limit.MaxEdges && limit.Chars <= limit.MaxChars {
			return chart.String(), nil
		}
		if limit.Edges > limit.MaxEdges { // without labels it has as many
			break
		}
	}
	return "", &limit
}

// limit is how large a diagram may be.
func (o Options) limit() SizeError {
	limit := SizeError{MaxEdges: mermaid.OldEdges, MaxChars: mermaid.MaxChars}
	if o.MaxEdges > 0 {
		limit.MaxEdges = min(o.MaxEdges, mermaid.MaxEdges)
	}
	if o.MaxChars > 0 {
		limit.MaxChars = min(o.MaxChars, limit.MaxChars)
	}
	return limit
}

// drawing is a scene on its way to Mermaid's syntax.
type drawing struct {
	*scene
	chart     *mermaid.Flowchart
	direction string
	members   map[string][]string // boxes and zones by class
}

// flowchart writes a scene as a flowchart.
func flowchart(s *scene) *mermaid.Flowchart {
	direction := mermaid.Down
	if s.wide {
		direction = mermaid.Right
	}
	d := drawing{scene: s, chart: mermaid.NewFlowchart(direction, s.title, s.description), direction: direction, members: map[string][]string{}}
	d.chart.Blank()
	d.legendZone()
	for _, z := range s.zones {
		d.zone(z)
	}
	d.chart.Blank()
	if len(s.arrows) > 0 {
		d.edges()
		d.chart.Blank()
	}
	d.linkStyles()
	d.classes()
	return d.chart
}

// zone writes a subgraph with what is in it. One without a name is none.
func (d *drawing) zone(z *zone) {
	if z.id == "" {
		d.boxes(z.boxes)
		return
	}
	d.join("zone", z.id)
	d.chart.Subgraph(z.id, z.title, func() {
		if z.id == "infrastructure" {
			d.chart.Direction(d.direction) // also when nothing is linked with the outside
		}
		d.boxes(z.boxes)
		for _, inner := range z.zones {
			d.zone(inner)
		}
	})
}

func (d *drawing) boxes(boxes []*box) {
	for _, b := range boxes {
		d.chart.Node(b.id, mermaidShapes[b.shape], b.label...)
		for _, class := range b.classes {
			d.join(class, b.id)
		}
	}
}

// edges writes the arrows, and places the legend above the flow.
func (d *drawing) edges() {
	for _, a := range d.arrows {
		line := mermaid.Solid
		switch {
		case a.dotted:
			line = mermaid.Dotted
		case a.thick:
			line = mermaid.Thick
		}
		d.chart.Edge(a.from, line, a.to, a.label...)
	}
	if len(d.legend) > 0 {
		d.placeLegend()
	}
}

// linkStyles gives arrows the colours of their events.
func (d *drawing) linkStyles() {
	painted := make([][]int, len(palette))
	thick := make([][]int, len(palette))
	for i, a := range d.arrows {
		switch {
		case a.color >= 0 && a.thick:
			thick[a.color] = append(thick[a.color], i)
		case a.color >= 0:
			painted[a.color] = append(painted[a.color], i)
		}
	}
	for color, p := range palette {
		if len(painted[color]) > 0 {
			d.chart.LinkStyle(painted[color], "stroke:"+p.stroke+",stroke-width:2px")
		}
		if len(thick[color]) > 0 {
			d.chart.LinkStyle(thick[color], "stroke:"+p.stroke+",stroke-width:4px")
		}
	}
}

// legendZone comes first, so that it is drawn above what it explains.
func (d *drawing) legendZone() {
	if len(d.legend) == 0 {
		return
	}
	z := &zone{id: "legend", title: "Legend"}
	for _, e := range d.legend {
		z.boxes = append(z.boxes, &box{id: e.id, shape: shapeChannel, label: []string{e.label}, classes: e.classes})
	}
	d.zone(z)
}

// placeLegend puts the legend, in one row or two, above the box that it belongs to.
func (d *drawing) placeLegend() {
	columns := len(d.legend)
	if columns > 4 {
		columns = (columns + 1) / 2
	}
	for i := columns; i < len(d.legend); i++ {
		d.chart.Above(d.legend[i-columns].id, d.legend[i].id)
	}
	if d.under != "" {
		d.chart.Above(d.legend[len(d.legend)-1-columns/2].id, d.under)
	}
}

// classes defines the classes that have members, and names these.
func (d *drawing) classes() {
	styles := slices.Clone(styles)
	for i, p := range palette {
		styles = append(styles, style{eventClass(i), "fill:" + p.fill + ",stroke:" + p.stroke + ",color:" + p.text})
	}
	styles = slices.DeleteFunc(styles, func(s style) bool { return len(d.members[s.class]) == 0 })
	for _, s := range styles {
		d.chart.ClassDef(s.class, s.css)
	}
	d.chart.Blank()
	for _, s := range styles {
		d.chart.Class(s.class, d.members[s.class])
	}
}

func (d *drawing) join(class, id string) {
	d.members[class] = append(d.members[class], id)
}
