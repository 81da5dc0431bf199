package changes

import (
	"io"
	"slices"

	"github.com/flowvet/flowvet/graph/compare"
	"github.com/flowvet/flowvet/render"
	"github.com/flowvet/flowvet/render/internal/mermaid"
)

// look is how something is drawn that has changed. Words say it, too: colour alone would
// not be seen by everybody.
type look struct {
	class, node, edge string
	line              mermaid.Line
	word              string
}

var looks = map[compare.Op]look{
	compare.Added:   {"added", "fill:#c8e6c9,stroke:#2e7d32,stroke-width:2px,color:#123d16", "stroke:#2e7d32,stroke-width:2px", mermaid.Solid, "new"},
	compare.Removed: {"removed", "fill:#ffcdd2,stroke:#c62828,stroke-width:2px,stroke-dasharray:5 4,color:#4a0d0d", "stroke:#c62828,stroke-width:2px", mermaid.Dotted, "gone"},
	compare.Changed: {"changed", "fill:#ffecb3,stroke:#b26a00,stroke-width:2px,color:#4a2c00", "stroke:#b26a00,stroke-width:2px", mermaid.Solid, "changed"},
	"":              {class: "same", node: "fill:#eceff1,stroke:#607d8b,color:#263238", line: mermaid.Solid},
}

// Mermaid draws what changed and what it is linked with. If that is more than hosts
// draw, the links that stayed are left out; if it still is, it is a *render.SizeError.
func Mermaid(w io.Writer, r *compare.Result) error {
	text, err := diagram(r)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}

func diagram(r *compare.Result) (string, error) {
	size := &render.SizeError{MaxEdges: mermaid.MaxEdges, MaxChars: mermaid.MaxChars}
	for _, context := range []bool{true, false} {
		chart := draw(r, context)
		if size.Edges, size.Chars = chart.Edges(), chart.Chars(); size.Edges <= size.MaxEdges && size.Chars <= size.MaxChars {
			return chart.String(), nil
		}
	}
	return "", size
}

// drawing is a diagram on its way.
type drawing struct {
	chart   *mermaid.Flowchart
	ids     mermaid.IDs
	ops     map[node]compare.Op // of services and channels
	classes map[string][]string
	edges   map[compare.Op][]int
}

// node is a service or a channel.
type node struct {
	service bool
	name    string
}

func draw(r *compare.Result, context bool) *mermaid.Flowchart {
	d := &drawing{
		chart: mermaid.NewFlowchart(mermaid.Down, "Changes of the event flow", summary(r)),
		ops:   map[node]compare.Op{}, classes: map[string][]string{}, edges: map[compare.Op][]int{},
	}
	for _, c := range r.Changes {
		if c.Kind == compare.Service || c.Kind == compare.Channel {
			d.ops[node{c.Kind == compare.Service, c.Name}] = c.Op
		}
	}
	links := slices.Clone(r.Links)
	if !context {
		links = slices.DeleteFunc(links, func(l compare.Link) bool { return l.Op == "" })
	}
	d.nodes(links)
	d.chart.Blank()
	for _, l := range links {
		d.link(l)
	}
	d.chart.Blank()
	d.style()
	return d.chart
}

// nodes writes the ends of the links, and what changed but has none.
func (d *drawing) nodes(links []compare.Link) {
	all := map[node]bool{}
	for n := range d.ops {
		all[n] = true
	}
	for _, l := range links {
		from, to := ends(l)
		all[from], all[to] = true, true
	}
	for _, services := range []bool{true, false} {
		var names []string
		for n := range all {
			if n.service == services {
				names = append(names, n.name)
			}
		}
		slices.Sort(names)
		for _, name := range names {
			d.node(node{services, name})
		}
	}
}

func ends(l compare.Link) (from, to node) {
	return node{l.Service == l.From, l.From}, node{l.Service == l.To && l.Service != l.From, l.To}
}

func (d *drawing) id(n node) string {
	if n.service {
		return d.ids.ID("svc", n.name)
	}
	return d.ids.ID("ch", n.name)
}

func (d *drawing) node(n node) {
	look := looks[d.ops[n]]
	label := []string{n.name}
	if look.word != "" {
		label = append(label, look.word)
	}
	shape := mermaid.Stadium
	if n.service {
		shape = mermaid.Rectangle
	}
	id := d.id(n)
	d.chart.Node(id, shape, label...)
	d.classes[look.class] = append(d.classes[look.class], id)
}

func (d *drawing) link(l compare.Link) {
	from, to := ends(l)
	look := looks[l.Op]
	var label []string
	if look.word != "" {
		label = append(label, look.word)
	}
	edge := d.chart.Edge(d.id(from), look.line, d.id(to), label...)
	d.edges[l.Op] = append(d.edges[l.Op], edge)
}

func (d *drawing) style() {
	for _, op := range append(slices.Clone(compare.Ops), "") {
		look := looks[op]
		if look.edge != "" && len(d.edges[op]) > 0 {
			d.chart.LinkStyle(d.edges[op], look.edge)
		}
		if ids := d.classes[look.class]; len(ids) > 0 {
			d.chart.ClassDef(look.class, look.node)
			d.chart.Class(look.class, ids)
		}
	}
}
