package render

import (
	"fmt"
	"io"
	"slices"

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

// Mermaid writes the overview of a document as a Mermaid flowchart. A diagram that
// is too large with labels and colours on its edges is drawn without them; one that
// still is too large is a *SizeError, and nothing is written.
func Mermaid(w io.Writer, doc *graph.Document, opt Options) error {
	limit := SizeError{MaxEdges: mermaid.MaxEdges, MaxChars: mermaid.MaxChars}
	if opt.MaxEdges > 0 {
		limit.MaxEdges = min(opt.MaxEdges, limit.MaxEdges)
	}
	if opt.MaxChars > 0 {
		limit.MaxChars = min(opt.MaxChars, limit.MaxChars)
	}
	view := newOverview(doc)
	for _, labels := range []bool{true, false} {
		chart := draw(doc, view, labels)
		limit.Edges, limit.Chars = chart.Edges(), chart.Chars()
		if limit.Edges <= limit.MaxEdges && limit.Chars <= limit.MaxChars {
			_, err := io.WriteString(w, chart.String())
			return err
		}
	}
	return &limit
}

// drawing is a flowchart of an overview in the making.
type drawing struct {
	*overview
	chart        *mermaid.Flowchart
	ids          mermaid.IDs
	serviceNodes map[string]string   // by id of service
	channelNodes map[string]string   // by id of channel
	members      map[string][]string // nodes and subgraphs by class
	colors       map[string]int      // index in palette by event
	entries      []legendEntry
	labels       bool // whether edges have labels
}

func draw(doc *graph.Document, v *overview, labels bool) *mermaid.Flowchart {
	d := drawing{
		overview:     v,
		chart:        mermaid.NewFlowchart(title(doc), description(v)),
		serviceNodes: map[string]string{},
		channelNodes: map[string]string{},
		members:      map[string][]string{},
		labels:       labels,
	}
	if labels {
		d.colors = assignColors(v.links)
	}
	if len(v.links) == 0 {
		d.nothing(len(doc.Endpoints))
	} else {
		d.nodes()
		d.edges()
	}
	d.classes()
	return d.chart
}

// nodes writes services and channels in their subgraphs, and the legend.
func (d *drawing) nodes() {
	d.chart.Blank()
	d.legend()
	d.role(publisher)
	d.zone("infrastructure", "Event Infrastructure", func() {
		d.chart.Direction("TB") // also when nothing is linked with the outside
		for _, channels := range byBroker(d.channels) {
			d.zone(d.ids.ID("broker", channels[0].Broker), brokerTitle(channels), func() {
				for _, c := range channels {
					d.channel(c)
				}
			})
		}
		d.role(processor)
	})
	d.role(consumer)
}

// role writes the subgraph of the services with a role, if there are any.
func (d *drawing) role(r role) {
	var members []string
	for _, s := range d.services {
		if s.role == r {
			members = append(members, s.id)
		}
	}
	if len(members) == 0 {
		return
	}
	d.zone(roles[r].zone, roles[r].title, func() {
		for _, s := range members {
			id := d.ids.ID("svc", s)
			d.serviceNodes[s] = id
			d.chart.Node(id, mermaid.Rectangle, s)
			d.join(roles[r].class, id)
		}
	})
}

func (d *drawing) channel(c *channel) {
	k := kindOf(c)
	key := c.ID
	if c.Broker == k.broker && c.ID == c.Broker+":"+c.Name {
		key = c.Name // the kind tells the broker
	}
	id := d.ids.ID(k.name, key)
	d.channelNodes[c.ID] = id
	d.chart.Node(id, k.shape, channelLabel(c)...)
	d.join(d.channelClass(c), id)
	if c.uncertain() {
		d.join("uncertain", id)
	}
}

// channelClass is that of channels, or where colours tell event types apart that
// of the type that the channel carries, if it is a single one.
func (d *drawing) channelClass(c *channel) string {
	if len(d.colors) == 0 {
		return "channel"
	}
	if color, ok := d.color(c.events); ok {
		return eventClass(color)
	}
	return "plain"
}

func (d *drawing) color(events []string) (int, bool) {
	if len(events) != 1 {
		return 0, false
	}
	color, ok := d.colors[events[0]]
	return color, ok
}

// edges writes the links, and their colours.
func (d *drawing) edges() {
	d.chart.Blank()
	painted := make([][]int, len(palette))
	for _, l := range d.links {
		from, to := d.ends(l)
		line := mermaid.Solid
		if l.uncertain {
			line = mermaid.Dotted
		}
		edge := d.chart.Edge(from, line, to, d.edgeLabel(l)...)
		if color, ok := d.color(l.events); ok {
			painted[color] = append(painted[color], edge)
		}
	}
	d.placeLegend()
	d.chart.Blank()
	for color, edges := range painted {
		if len(edges) > 0 {
			d.chart.LinkStyle(edges, "stroke:"+palette[color].stroke+",stroke-width:2px")
		}
	}
}

func (d *drawing) ends(l *link) (from, to string) {
	switch l.kind {
	case publish:
		return d.serviceNodes[l.from], d.channelNodes[l.to]
	case consume:
		return d.channelNodes[l.from], d.serviceNodes[l.to]
	}
	return d.channelNodes[l.from], d.channelNodes[l.to]
}

// edgeLabel names the event types where they enter a channel; what arrives is
// said by the colour and the channel.
func (d *drawing) edgeLabel(l *link) []string {
	if !d.labels {
		return nil
	}
	lines := l.notes
	if l.kind == publish {
		lines = append(slices.Clone(l.events), l.notes...)
	}
	if more := len(lines) - maxLabelLines; more > 1 {
		lines = append(slices.Clone(lines[:maxLabelLines]), fmt.Sprintf("and %d more", more))
	}
	return lines
}

// nothing writes the diagram of a document without anything to show.
func (d *drawing) nothing(endpoints int) {
	lines := []string{"No event flow found"}
	if endpoints > 0 {
		lines = append(lines, count(endpoints, "endpoint", "endpoints")+" in code that no service reaches")
	}
	d.chart.Blank()
	d.chart.Node("nothing", mermaid.Rectangle, lines...)
	d.join("plain", "nothing")
	d.chart.Blank()
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

func (d *drawing) zone(id, title string, body func()) {
	d.join("zone", id)
	d.chart.Subgraph(id, title, body)
}

func (d *drawing) join(class, id string) {
	d.members[class] = append(d.members[class], id)
}
